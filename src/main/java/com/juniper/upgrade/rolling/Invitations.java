package com.juniper.upgrade.rolling;

import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.HostedDatabases.RollingPart;
import com.juniper.upgrade.rolling.Invitation.State;
import com.juniper.upgrade.rolling.RollingWorkflow.Answer;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.SubmitUpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Invitations and their answers (R14-R19): one is answered once, by a customer of the database's company. */
@Service
@Transactional
public class Invitations {

    private static final Logger log = LoggerFactory.getLogger(Invitations.class);
    private static final Duration LATER = Duration.ofDays(7);
    private static final int BATCH = 200;

    private final InvitationStore store;
    private final Campaigns campaigns;
    private final TrialStore trials;
    private final HostedDatabases databases;
    private final UpgradeDesk desk;
    private final People people;
    private final RollingWorkflow workflow;

    Invitations(
            InvitationStore store,
            Campaigns campaigns,
            TrialStore trials,
            HostedDatabases databases,
            UpgradeDesk desk,
            People people,
            RollingWorkflow workflow) {
        this.store = store;
        this.campaigns = campaigns;
        this.trials = trials;
        this.databases = databases;
        this.desk = desk;
        this.people = people;
        this.workflow = workflow;
    }

    /**
     * {@return an invitation of the caller's company; any for who works for the platform}
     *
     * @throws RequestNotFoundException if he may not see it, or there is none
     */
    @Transactional(readOnly = true)
    public Invitation visible(UUID id, Caller caller) {
        return store.find(id)
                .filter(invitation -> caller.isStaff() || invitation.company().equals(caller.company()))
                .orElseThrow(() -> new RequestNotFoundException("Invitation " + id));
    }

    /** {@return the open invitations of these databases, by database} */
    @Transactional(readOnly = true)
    public Map<Long, Invitation> open(Collection<Long> databases) {
        return databases.isEmpty() ? Map.of() : store.open(databases);
    }

    /** {@return the first 200 open invitations of the caller's company, of any for who works for the platform} */
    @Transactional(readOnly = true)
    public List<Invitation> open(Caller caller) {
        var company = caller.company();
        return company == null && !caller.isStaff()
                ? List.of()
                : store.openOf(caller.isStaff() ? null : company, BATCH);
    }

    /**
     * Upgrades production at once (R15): the warning was shown, and the click is the confirmation.
     *
     * @return the request, which begins now, or as soon as its cluster has a free slot
     * @throws NotAllowedException if the caller is no customer of the company
     * @throws RequestRefusedException if the invitation is not open any more, or the upgrade is refused; then it stays open
     */
    public UpgradeRequest upgradeNow(UUID id, Caller caller) {
        var invitation = requireOpen(id, caller);
        return upgrade(invitation, caller, caller.fullName());
    }

    private UpgradeRequest upgrade(Invitation invitation, Caller caller, String by) {
        store.answer(invitation.id(), State.UPGRADE_CHOSEN, by, null);
        var request = desk.submit(command(invitation, caller), caller);
        workflow.answered(invitation.request(), Answer.UPGRADE);
        return request;
    }

    /** With the database's name, as somebody confirms it who asks for production without a test. */
    private static SubmitUpgradeRequest command(Invitation invitation, Caller caller) {
        Person person = caller.person();
        return new SubmitUpgradeRequest(
                null,
                String.valueOf(invitation.database()),
                invitation.targetVersion(),
                person == null ? "" : person.email(),
                Purpose.PRODUCTION.name(),
                invitation.databaseName(),
                null,
                null,
                null,
                null,
                null);
    }

    /** Closes the invitation for a customer who wants to test first (R16): the database manager goes on. */
    public Invitation testFirst(UUID id, Caller caller) {
        var invitation = requireOpen(id, caller);
        store.answer(id, State.TEST_CHOSEN, caller.fullName(), null);
        workflow.answered(invitation.request(), Answer.TEST);
        return invitation;
    }

    /** Shows the message once more in a week; the invitation stays open. */
    public void remindLater(UUID id, Caller caller) {
        requireOpen(id, caller);
        store.remind(id, LATER);
    }

    /** Closes the invitation, and invites this database never again, until somebody of the platform says otherwise. */
    public void decline(UUID id, Caller caller) {
        var invitation = requireOpen(id, caller);
        store.answer(id, State.DECLINED, caller.fullName(), null);
        databases.takePart(invitation.database(), RollingPart.OPT_OUT);
        workflow.answered(invitation.request(), Answer.DECLINED);
    }

    /** Ends the invitation of a trial that nobody answered in time. */
    public void expire(UUID trial) {
        store.ofTrial(trial)
                .ifPresent(invitation -> store.answer(invitation, State.EXPIRED, null, "Nobody answered it in time."));
    }

    /** The row is locked: of two clicks the second one finds it answered. */
    private Invitation requireOpen(UUID id, Caller caller) {
        var invitation = visible(id, caller);
        if (!caller.isCustomer() || !invitation.company().equals(caller.company())) {
            throw new NotAllowedException("Only a customer of the database's company answers its invitation.");
        }
        var locked = store.lock(id).orElse(invitation);
        if (!locked.isOpen()) {
            throw new RequestRefusedException(List.of(new Reason("invitation", closed(locked))));
        }
        return locked;
    }

    private static String closed(Invitation invitation) {
        var who = invitation.decidedBy();
        return switch (invitation.state()) {
            case UPGRADE_CHOSEN -> "%s chose to upgrade already; see the case %s.".formatted(who, invitation.upgrade());
            case TEST_CHOSEN -> "%s chose to test first; ask for the upgrade in the database manager.".formatted(who);
            case DECLINED -> "%s declined it; ask for an upgrade in the database manager.".formatted(who);
            case EXPIRED -> "Nobody answered it in time; ask for an upgrade in the database manager.";
            default ->
                "It was withdrawn: %s You are invited again when your database was tried again without an issue."
                        .formatted(invitation.reason());
        };
    }

    /** Withdraws the open invitation of a case until its issue is resolved (R18). */
    void issueOpened(String upgrade, String title) {
        store.withdrawCase(upgrade, "An issue with this upgrade is open: %s.".formatted(title));
    }

    /** Lets the database of a case be tried, and then invited, again (R19). */
    void issuesResolved(String upgrade) {
        trials.again(upgrade);
    }

    /**
     * Withdraws the open invitation of a database that is upgraded already, or the answer to one whose upgrade failed: once
     * that is resolved it is tried and invited again. The messages in it can be rewritten now.
     */
    void productionEnded(long database, boolean upgraded) {
        if (upgraded) {
            store.withdrawDatabase(database, "The database is upgraded.");
        } else {
            store.takeBackUpgrade(database, "The upgrade failed; the database is as it was.");
        }
        store.writeNow(database);
    }

    /** Tells the processes of withdrawn invitations, some at a time. */
    void tell() {
        store.untold(BATCH).forEach(trial -> workflow.answered(trial, Answer.WITHDRAWN));
    }

    /** Withdraws invitations of databases that have changed: their company, their hosting, their version, their part. */
    void withdrawChanged() {
        store.withdrawChanged();
    }

    /** {@return invitations whose contract says that they must be followed by now, and that may be in this hour} */
    List<UUID> due() {
        return store.due(BATCH).stream()
                .filter(due -> campaigns.isTimeToFollow(due.campaign()))
                .map(InvitationStore.Due::id)
                .toList();
    }

    /** Upgrades a database as its contract says, in its customers' name; where that cannot be now, it is tried in an hour. */
    void follow(UUID id) {
        var invitation = store.lock(id).filter(Invitation::isOpen).orElse(null);
        if (invitation == null) {
            return;
        }
        store.dueLater(id);
        Optional<Person> customer =
                people.with(Role.CUSTOMER, invitation.company()).stream().findFirst();
        if (customer.isEmpty()) {
            log.warn("The upgrade {} is due, and its company has no customer", invitation.upgrade());
            return;
        }
        var caller = new Caller(customer.get().login(), customer.get());
        var obstacles = desk.obstacles(command(invitation, caller), caller);
        if (obstacles.isEmpty()) {
            upgrade(invitation, caller, "The platform, as the contract says");
        } else {
            log.warn("The upgrade {} is due and cannot begin: {}", invitation.upgrade(), obstacles);
        }
    }
}
