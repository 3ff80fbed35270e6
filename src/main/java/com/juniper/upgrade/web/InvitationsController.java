package com.juniper.upgrade.web;

import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.databases.ClusterException;
import com.juniper.upgrade.engine.EngineException;
import com.juniper.upgrade.rolling.Invitation;
import com.juniper.upgrade.rolling.Invitations;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestEnds;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** The page behind the message in a database (R15-R17): a click there leads here, and a button here is the answer. */
@Controller
class InvitationsController {

    private static final Logger log = LoggerFactory.getLogger(InvitationsController.class);

    private final Invitations invitations;
    private final Artifacts artifacts;
    private final CurrentCaller callers;

    InvitationsController(Invitations invitations, Artifacts artifacts, CurrentCaller callers) {
        this.invitations = invitations;
        this.artifacts = artifacts;
        this.callers = callers;
    }

    @GetMapping("/invitations/{id}")
    String show(@PathVariable UUID id, Model model) {
        return show(id, List.of(), model);
    }

    /** The message's second link (R16): it leads on to the database manager, and decides nothing. */
    @GetMapping(path = "/invitations/{id}", params = "test")
    String test(@PathVariable UUID id, Model model) {
        var caller = callers.require();
        var invitation = invitations.visible(id, caller);
        return invitation.isOpen() && mayAnswer(invitation, caller) ? popup(invitation) : show(id, List.of(), model);
    }

    private String show(UUID id, List<Reason> reasons, Model model) {
        var caller = callers.require();
        var invitation = invitations.visible(id, caller);
        model.addAttribute("invitation", invitation);
        model.addAttribute("answers", invitation.isOpen() && mayAnswer(invitation, caller));
        model.addAttribute(
                "reported",
                artifacts.find(invitation.request(), RequestEnds.REPORT).isPresent());
        model.addAttribute("reasons", reasons);
        return "invitation";
    }

    private static boolean mayAnswer(Invitation invitation, Caller caller) {
        return caller.isCustomer() && invitation.company().equals(caller.company());
    }

    private Optional<Resource> report(Invitation invitation) {
        return artifacts.content(invitation.request(), RequestEnds.REPORT);
    }

    /** What the trial found to change. */
    @GetMapping(path = "/invitations/{id}/report", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<Resource> report(@PathVariable UUID id) {
        var report = report(invitations.visible(id, callers.require()))
                .orElseThrow(() -> new RequestNotFoundException("The report of invitation " + id));
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(report);
    }

    /** Upgrades production (R15). */
    @PostMapping("/invitations/{id}/upgrade")
    Object upgrade(@PathVariable UUID id, Model model) {
        try {
            var request = invitations.upgradeNow(id, callers.require());
            return "redirect:/upgrades/%s?request=%s".formatted(request.number(), request.id());
        } catch (RequestRefusedException refusal) {
            return refused(id, refusal.reasons(), model);
        } catch (ClusterException | EngineException e) {
            log.info("Cannot look into the database of invitation {}: {}", id, e.getMessage());
            var reason = "The database cannot be looked into now: it may be closed. Try again in a moment.";
            return refused(id, List.of(new Reason("database", reason)), model);
        }
    }

    /** Ends the invitation: the database manager goes on (R16). */
    @PostMapping("/invitations/{id}/test")
    Object testFirst(@PathVariable UUID id, Model model) {
        try {
            return popup(invitations.testFirst(id, callers.require()));
        } catch (RequestRefusedException refusal) {
            return refused(id, refusal.reasons(), model);
        }
    }

    private static String popup(Invitation invitation) {
        return "redirect:/databases?upgrade=" + invitation.database();
    }

    @PostMapping("/invitations/{id}/later")
    Object later(@PathVariable UUID id, Model model) {
        return answered(id, () -> invitations.remindLater(id, callers.require()), model);
    }

    @PostMapping("/invitations/{id}/decline")
    Object decline(@PathVariable UUID id, Model model) {
        return answered(id, () -> invitations.decline(id, callers.require()), model);
    }

    private Object answered(UUID id, Runnable answer, Model model) {
        try {
            answer.run();
            return "redirect:/invitations/" + id;
        } catch (RequestRefusedException refusal) {
            return refused(id, refusal.reasons(), model);
        }
    }

    private ModelAndView refused(UUID id, List<Reason> reasons, Model model) {
        return new ModelAndView(show(id, reasons, model), model.asMap(), HttpStatus.UNPROCESSABLE_ENTITY);
    }
}
