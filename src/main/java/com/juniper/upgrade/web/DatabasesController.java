package com.juniper.upgrade.web;

import com.juniper.upgrade.databases.ClusterException;
import com.juniper.upgrade.databases.DatabaseList;
import com.juniper.upgrade.databases.DatabaseOrder;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.HostedDatabases.RollingPart;
import com.juniper.upgrade.engine.EngineException;
import com.juniper.upgrade.projects.Projects;
import com.juniper.upgrade.rolling.Invitations;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.DatabaseDesk;
import com.juniper.upgrade.upgrades.ManagedDatabase;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.SubmitUpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The database manager (R32-R41): the hosted databases of a company, and the popup that upgrades one. */
@Controller
class DatabasesController {

    private static final Logger log = LoggerFactory.getLogger(DatabasesController.class);

    private final DatabaseDesk databases;
    private final UpgradeDesk desk;
    private final UpgradeRequests requests;
    private final InstanceLinks instances;
    private final Invitations invitations;
    private final HostedDatabases hosted;
    private final Projects projects;
    private final CurrentCaller callers;

    DatabasesController(
            DatabaseDesk databases,
            UpgradeDesk desk,
            UpgradeRequests requests,
            InstanceLinks instances,
            Invitations invitations,
            HostedDatabases hosted,
            Projects projects,
            CurrentCaller callers) {
        this.databases = databases;
        this.desk = desk;
        this.requests = requests;
        this.instances = instances;
        this.invitations = invitations;
        this.hosted = hosted;
        this.projects = projects;
        this.callers = callers;
    }

    /** What the popup's form holds. */
    record Form(
            @Nullable String targetVersion,
            @Nullable String email,
            @Nullable String purpose,
            @Nullable String confirmedName) {}

    @GetMapping("/databases")
    String list(
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable Long upgrade,
            Model model) {
        var caller = callers.require();
        list(search, sort, page, caller, model);
        if (upgrade != null) {
            popup(upgrade, new Form(null, null, null, null), List.of(), caller, model);
        }
        return "databases";
    }

    private void list(@Nullable String search, @Nullable String sort, int page, Caller caller, Model model) {
        var found = databases.page(new DatabaseList.Wish(search, sort, page, DatabaseList.PAGE), caller);
        model.addAttribute("page", found);
        rolling(found.databases(), model);
        model.addAttribute("orders", DatabaseOrder.values());
        model.addAttribute("search", search == null ? "" : search);
        model.addAttribute("sort", sort == null || sort.isBlank() ? DatabaseOrder.NAME.key() : sort);
        model.addAttribute("instances", instances);
    }

    /** Which databases are invited, what part they have in rolling releases, and which have a project. */
    private void rolling(List<ManagedDatabase> shown, Model model) {
        var ids = shown.stream().map(managed -> managed.database().id()).toList();
        model.addAttribute("invitations", invitations.open(ids));
        model.addAttribute("parts", hosted.parts(ids));
        model.addAttribute("projects", projects.namesOf(ids));
    }

    /** One database's lines, which a page asks for while its upgrade is under way (R39). */
    @GetMapping("/databases/{id}/row")
    String row(@PathVariable long id, Model model) {
        var managed = databases.managed(id, callers.require());
        model.addAttribute("managed", managed);
        rolling(List.of(managed), model);
        model.addAttribute("instances", instances);
        return "databases :: row";
    }

    @GetMapping("/databases/{id}/popup")
    String popup(@PathVariable long id, Model model) {
        popup(id, new Form(null, null, null, null), List.of(), callers.require(), model);
        return "databases :: popup";
    }

    private void popup(long id, Form form, List<Reason> reasons, Caller caller, Model model) {
        var managed = databases.managed(id, caller);
        if (managed.newer().isEmpty()) {
            throw new RequestNotFoundException("Upgrade of database " + id);
        }
        var person = caller.person();
        model.addAttribute("chosen", managed);
        model.addAttribute("first", !requests.isKnown(id));
        model.addAttribute("tested", requests.testedVersions(id));
        model.addAttribute("form", form);
        model.addAttribute("email", Objects.requireNonNullElse(form.email(), person == null ? "" : person.email()));
        model.addAttribute("reasons", reasons);
    }

    /** Sends the popup's form; a refusal shows it again, with every reason. */
    @PostMapping("/databases/{id}/upgrade")
    String upgrade(@PathVariable long id, Form form, Model model, HttpServletResponse response) {
        var caller = callers.require();
        databases.managed(id, caller);
        try {
            // the first request of a database is a test, whatever the form says (R38)
            var purpose = requests.isKnown(id) ? form.purpose() : "TEST";
            var request = desk.submit(
                    new SubmitUpgradeRequest(
                            null,
                            Long.toString(id),
                            form.targetVersion(),
                            form.email(),
                            purpose,
                            form.confirmedName(),
                            null,
                            null,
                            null,
                            null,
                            null),
                    caller);
            return "redirect:/upgrades/%s?request=%s".formatted(request.number(), request.id());
        } catch (RequestRefusedException refusal) {
            return refused(id, form, refusal.reasons(), caller, model, response);
        } catch (ClusterException | EngineException e) {
            log.info("Cannot look into database {} for a request: {}", id, e.getMessage());
            var reason = "The database cannot be looked into now: it may be closed. Try again in a moment.";
            return refused(id, form, List.of(new Reason("database", reason)), caller, model, response);
        }
    }

    private String refused(
            long id, Form form, List<Reason> reasons, Caller caller, Model model, HttpServletResponse response) {
        if (databases.managed(id, caller).newer().isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        list(null, null, 1, caller, model);
        popup(id, form, reasons, caller, model);
        return "databases";
    }

    @PostMapping("/databases/{id}/delete")
    String delete(@PathVariable long id) {
        databases.delete(id, callers.require());
        return "redirect:/databases";
    }

    @PostMapping("/databases/{id}/assignment")
    String assign(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String company,
            @RequestParam(required = false) @Nullable String hosting) {
        databases.assign(id, company, hosting, callers.require());
        return "redirect:/databases";
    }

    /** Says what part a database has in rolling releases; none for the usual one. */
    @PostMapping("/databases/{id}/rolling")
    String takePart(@PathVariable long id, @RequestParam(required = false) @Nullable RollingPart part) {
        databases.takePart(id, part, callers.require());
        return "redirect:/databases";
    }
}
