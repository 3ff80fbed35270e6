package com.juniper.upgrade.golive;

import com.juniper.upgrade.golive.GoLivePlan.State;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.CaseEnded;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.Timeline;
import com.juniper.upgrade.upgrades.Timeline.Kind;
import com.juniper.upgrade.upgrades.UpgradeCases;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do to plan a go-live (R110-R116): propose, accept or counter, move, cancel, decide. Who may see a case is asked
 * before ({@link com.juniper.upgrade.upgrades.UpgradeDesk}).
 */
@Service
@Transactional
public class GoLivePlans {

    private static final int LONGEST_TEXT = 500;

    private final PlanStore store;
    private final Readiness readiness;
    private final GoLiveSlots slots;
    private final GoLiveWorkflow workflow;
    private final GoLiveMails mails;
    private final UpgradeCases cases;
    private final Timeline timeline;
    private final InstantSource clock;

    GoLivePlans(
            PlanStore store,
            Readiness readiness,
            GoLiveSlots slots,
            GoLiveWorkflow workflow,
            GoLiveMails mails,
            UpgradeCases cases,
            Timeline timeline,
            InstantSource clock) {
        this.store = store;
        this.readiness = readiness;
        this.slots = slots;
        this.workflow = workflow;
        this.mails = mails;
        this.cases = cases;
        this.timeline = timeline;
        this.clock = clock;
    }

    /**
     * A slot that somebody wishes.
     *
     * @param rehearsal whether a test is made on the day before (R115); no meaning for a database of the customer's own server
     */
    public record Wish(LocalSlot slot, boolean rehearsal) {}

    /** {@return the newest plan of a case} */
    @Transactional(readOnly = true)
    public Optional<GoLivePlan> newest(String number) {
        return store.newest(number);
    }

    /** {@return a plan that must be there} */
    @Transactional(readOnly = true)
    public GoLivePlan require(UUID id) {
        return store.find(id).orElseThrow(() -> new IllegalStateException("There is no plan " + id));
    }

    /** {@return what is missing before the go-live of a case can be planned (R24), in sentences} */
    @Transactional(readOnly = true)
    public List<String> missing(String number) {
        return readiness.missing(number);
    }

    /**
     * Opens a case's plan, where the customer is confident and nothing blocks (R24); does nothing more where one is open.
     *
     * @return the open plan; empty where something is missing
     */
    public Optional<GoLivePlan> offer(String number) {
        var open = store.lockOpen(number);
        if (open.isPresent() || !readiness.missing(number).isEmpty()) {
            return open;
        }
        var id = UUID.randomUUID();
        boolean onPremise = !readiness.tests(number).get(0).isHosted();
        if (store.open(id, number, onPremise, slots.cluster(number), LocalSlot.UTC)) {
            var plan = require(id);
            workflow.start(plan);
            timeline.add(number, Kind.PLAN, "The go-live can be planned");
            mails.tell(plan, null, "The go-live can be planned", """
                    Nothing blocks the go-live any more, and the customer is confident of the upgraded database. Propose when
                    production is to be upgraded; the page shows when the database is used least.
                    """);
        }
        return store.lockOpen(number);
    }

    /** Opens a case's plan for somebody who asks, as {@link #offer}. */
    public void begin(String number, Caller caller) {
        Side.of(caller);
        if (offer(number).isEmpty()) {
            throw notReady(number);
        }
    }

    private RequestRefusedException notReady(String number) {
        return new RequestRefusedException(readiness.missing(number).stream()
                .map(sentence -> new Reason("plan", sentence))
                .toList());
    }

    /**
     * Proposes a slot: the first one, another one than the other side's, or another one than what was agreed.
     *
     * @throws NotAllowedException if the caller is on neither side
     * @throws RequestRefusedException if it is not possible, and why
     */
    public void propose(String number, Wish wish, Caller caller) {
        var plan = open(number);
        var proposed = proposal(plan, wish, caller);
        boolean done =
                switch (plan.state()) {
                    case OPEN, HELD -> workflow.proposed(proposed);
                    case PROPOSED -> workflow.answered(proposed, false);
                    case AGREED -> workflow.moved(proposed);
                    case STARTED, CANCELLED -> false;
                };
        requireDone(done);
    }

    /** Keeps the proposal of somebody who completes the task in the process engine's Tasklist, as {@link #propose}. */
    public void proposeInTask(UUID id, Wish wish, Caller caller) {
        proposal(store.lock(id), wish, caller);
    }

    private GoLivePlan proposal(GoLivePlan plan, Wish wish, Caller caller) {
        var side = Side.of(caller);
        var missing = readiness.missing(plan.number());
        if (!missing.isEmpty()) {
            throw notReady(plan.number());
        }
        var reserved = slots.reserved(plan.number());
        boolean rehearsal = wish.rehearsal() && !plan.onPremise();
        slots.check(plan, wish.slot(), rehearsal, reserved, side);
        store.propose(
                plan.id(),
                wish.slot(),
                reserved,
                rehearsal,
                side,
                caller.fullName(),
                side == Side.CUSTOMER ? caller.name() : null);
        cases.planned(plan.number(), null);
        var proposed = require(plan.id());
        var what = plan.state() == State.AGREED ? "Go-live moved" : "Go-live proposed";
        timeline.add(plan.number(), Kind.PLAN, "%s: %s".formatted(what, proposed.startText()), caller);
        tellOfProposal(plan, proposed, caller, wish.slot().note());
        return proposed;
    }

    private void tellOfProposal(GoLivePlan before, GoLivePlan proposed, Caller caller, @Nullable String note) {
        var side = Side.of(caller);
        var text = """
                %s proposes to upgrade production at
                %s.
                %s
                Answer on the page: accept it, or propose another time.
                """.formatted(
                        caller.fullName(),
                        proposed.startText(),
                        note == null ? "" : System.lineSeparator() + note + System.lineSeparator());
        if (before.appointed()) {
            mails.appoint(
                    proposed,
                    GoLiveCalendar.Purpose.TENTATIVE,
                    "The go-live is moved",
                    "It was agreed for %s. %s".formatted(before.startText(), text));
        } else {
            mails.tell(proposed, side.other(), "A time for the go-live is proposed", text);
        }
    }

    /**
     * Accepts what the other side proposed.
     *
     * @throws NotAllowedException if the caller is on neither side
     * @throws RequestRefusedException if nothing is proposed by the other side, or it is not possible any more
     */
    public void accept(String number, Caller caller) {
        var plan = agreement(open(number), caller);
        requireDone(workflow.answered(plan, true));
    }

    /** Accepts for somebody who completes the task in the process engine's Tasklist, as {@link #accept}. */
    public void acceptInTask(UUID id, Caller caller) {
        agreement(store.lock(id), caller);
    }

    private GoLivePlan agreement(GoLivePlan plan, Caller caller) {
        var side = Side.of(caller);
        if (plan.state() != State.PROPOSED || !plan.waitsFor(side)) {
            throw refused("Nothing is proposed that you could accept: %s"
                    .formatted(
                            plan.state() == State.PROPOSED
                                    ? "it is for %s to answer."
                                            .formatted(side.other().label())
                                    : "propose a time first."));
        }
        var slot = new LocalSlot(plan.requireStart(), plan.zone(), null);
        if (!plan.requireStart().isAfter(clock.instant())) {
            throw refused("%s is over. Propose another time.".formatted(plan.startText()));
        }
        slots.checkCapacity(plan, slot, plan.reserved());
        store.agree(plan.id(), clock.instant(), side == Side.CUSTOMER ? caller.name() : null);
        cases.planned(plan.number(), plan.start());
        var agreed = require(plan.id());
        timeline.add(plan.number(), Kind.PLAN, "Go-live agreed: " + agreed.startText(), caller);
        mails.appoint(agreed, GoLiveCalendar.Purpose.REQUEST, "The go-live is agreed", """
                Both sides agreed: production is upgraded at
                %s.

                %s
                """.formatted(
                        agreed.startText(), whatComes(agreed)));
        return agreed;
    }

    private static String whatComes(GoLivePlan plan) {
        if (plan.onPremise()) {
            return "A mail at that time says which command to run on your server. Better nobody uses the database until it has ended: what is changed after the upload is not in the upgraded database.";
        }
        return """
                On the day before%s a customer is asked for the last go or no-go. Without a go nothing begins.
                At the start the database is closed; nobody can use it until the upgrade ends.""".formatted(plan.rehearsal() ? " a rehearsal runs, then" : "");
    }

    /**
     * Gives a plan up, at any time before its start.
     *
     * @param why null or blank for no word
     * @throws NotAllowedException if the caller is on neither side
     * @throws RequestRefusedException if there is none that could be
     */
    public void cancel(String number, @Nullable String why, Caller caller) {
        Side.of(caller);
        var plan = open(number);
        var said = said(why);
        end(plan, "%s cancelled the go-live%s".formatted(caller.fullName(), said == null ? "." : ": " + said));
        timeline.add(number, Kind.PLAN, "Go-live cancelled", caller);
        workflow.cancelled(plan.id());
    }

    /** Gives the plan of a case up that ended before its time, where there is one. */
    @EventListener
    void caseEnded(CaseEnded event) {
        var number = event.number();
        store.lockOpen(number).ifPresent(plan -> {
            end(plan, "The case has ended.");
            timeline.add(number, Kind.PLAN, "Go-live cancelled");
            workflow.cancelled(plan.id());
        });
    }

    private void end(GoLivePlan plan, String reason) {
        store.cancel(plan.id(), reason, clock.instant());
        cases.planned(plan.number(), null);
        var cancelled = require(plan.id());
        if (plan.appointed()) {
            mails.appoint(
                    cancelled,
                    GoLiveCalendar.Purpose.CANCEL,
                    "The go-live is cancelled",
                    "%s%nIt was agreed for %s.".formatted(reason, plan.startText()));
        } else {
            mails.tell(cancelled, null, "The go-live is cancelled", reason);
        }
    }

    /**
     * Keeps the customer's last word: go, or no-go.
     *
     * @throws NotAllowedException if the caller is no customer
     * @throws RequestRefusedException if it is not asked
     */
    public void decide(String number, boolean go, @Nullable String comment, Caller caller) {
        var plan = open(number);
        decision(plan, go, comment, caller);
        if (!workflow.decided(plan.id(), go)) {
            throw refused(
                    "The last decision is not asked now: it is on the day before the start, after the rehearsal.");
        }
    }

    /** Keeps the decision of somebody who completes the task in the process engine's Tasklist, as {@link #decide}. */
    public void decideInTask(UUID id, boolean go, @Nullable String comment, Caller caller) {
        decision(store.lock(id), go, comment, caller);
    }

    private void decision(GoLivePlan plan, boolean go, @Nullable String comment, Caller caller) {
        if (Side.of(caller) != Side.CUSTOMER) {
            throw new NotAllowedException("Only a customer of the database's company says go or no-go.");
        }
        if (plan.state() != State.AGREED) {
            throw refused("No go-live is agreed.");
        }
        var name = caller.fullName();
        var said = said(comment);
        store.decide(plan.id(), go, name, clock.instant());
        if (!go) {
            store.reason(plan.id(), "%s said no-go%s".formatted(name, said == null ? "." : ": " + said));
        }
        timeline.add(plan.number(), Kind.PLAN, go ? "Go" : "No-go", caller);
    }

    /** {@return a zone that somebody chose; the given one where he chose none} */
    public static ZoneId zone(@Nullable String chosen, ZoneId otherwise) {
        return chosen == null || chosen.isBlank() ? otherwise : LocalSlot.zone(chosen);
    }

    private GoLivePlan open(String number) {
        return store.lockOpen(number)
                .orElseThrow(() -> refused("No go-live is being planned. Begin the planning first."));
    }

    private static void requireDone(boolean done) {
        if (!done) {
            throw refused("The step before is still being recorded. Try again in a moment.");
        }
    }

    private static @Nullable String said(@Nullable String text) {
        var said = text == null ? "" : text.strip();
        if (said.length() > LONGEST_TEXT) {
            throw refused("A comment has at most %d letters.".formatted(LONGEST_TEXT));
        }
        return said.isEmpty() ? null : said;
    }

    private static RequestRefusedException refused(String message) {
        return new RequestRefusedException(List.of(new Reason("plan", message)));
    }
}
