package com.juniper.upgrade.api;

import com.juniper.upgrade.rolling.Invitation;
import com.juniper.upgrade.rolling.Invitations;
import com.juniper.upgrade.security.CurrentCaller;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invitations to upgrade a database: its company's people and staff see them, its customers answer (R14-R17). */
@RestController
class InvitationController {

    private final Invitations invitations;
    private final CurrentCaller callers;

    InvitationController(Invitations invitations, CurrentCaller callers) {
        this.invitations = invitations;
        this.callers = callers;
    }

    /** The open invitations of the caller's company, of all companies for staff: the first 200. */
    @GetMapping("/api/invitations")
    List<Invitation> open() {
        return invitations.open(callers.require());
    }

    @GetMapping("/api/invitations/{id}")
    Invitation find(@PathVariable UUID id) {
        return invitations.visible(id, callers.require());
    }

    /** The request that upgrades production. */
    record UpgradeView(String number, UUID request) {}

    /** Upgrades production at once, without a test; there is no way back to the version before (R15). */
    @PostMapping("/api/invitations/{id}/upgrade")
    @ResponseStatus(HttpStatus.CREATED)
    UpgradeView upgrade(@PathVariable UUID id) {
        var request = invitations.upgradeNow(id, callers.require());
        return new UpgradeView(request.number(), request.id());
    }

    /** Ends the invitation; a test is asked for with {@code POST /api/requests} (R16). */
    @PostMapping("/api/invitations/{id}/test")
    Invitation test(@PathVariable UUID id) {
        invitations.testFirst(id, callers.require());
        return find(id);
    }

    /** Shows the message in the database once more in a week. */
    @PostMapping("/api/invitations/{id}/later")
    Invitation later(@PathVariable UUID id) {
        invitations.remindLater(id, callers.require());
        return find(id);
    }

    /** Ends the invitation; the database is not tried and invited any more. */
    @PostMapping("/api/invitations/{id}/decline")
    Invitation decline(@PathVariable UUID id) {
        invitations.decline(id, callers.require());
        return find(id);
    }
}
