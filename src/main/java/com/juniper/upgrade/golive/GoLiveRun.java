package com.juniper.upgrade.golive;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.golive.GoLivePlan.State;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.SubmitUpgradeRequest;
import com.juniper.upgrade.upgrades.Timeline;
import com.juniper.upgrade.upgrades.Timeline.Kind;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the platform does with an agreed plan when its times come: rehearsal, last question, start, or holding it. */
@Service
@Transactional
public class GoLiveRun {

    /** A start that could not be at its minute, since the platform was down, is not made up for at a time nobody chose. */
    private static final Duration LATEST = Duration.ofMinutes(30);

    private static final Duration JUST_AGREED = Duration.ofHours(1);

    private final PlanStore store;
    private final Readiness readiness;
    private final UpgradeDesk desk;
    private final People people;
    private final GoLiveMails mails;
    private final Timeline timeline;
    private final InstantSource clock;
    private final JuniperProperties properties;

    GoLiveRun(
            PlanStore store,
            Readiness readiness,
            UpgradeDesk desk,
            People people,
            GoLiveMails mails,
            Timeline timeline,
            InstantSource clock,
            JuniperProperties properties) {
        this.store = store;
        this.readiness = readiness;
        this.desk = desk;
        this.people = people;
        this.mails = mails;
        this.timeline = timeline;
        this.clock = clock;
        this.properties = properties;
    }

    /**
     * Asks for the rehearsal (R115).
     *
     * @return false where it is refused; the plan knows why
     */
    public boolean requestRehearsal(UUID id) {
        var plan = store.lock(id);
        var reasons = desk.obstacles(command(plan, Purpose.REHEARSAL), customer(plan));
        if (!reasons.isEmpty()) {
            store.reason(id, "The rehearsal was refused: " + text(reasons));
            return false;
        }
        store.rehearsing(
                id,
                desk.submit(command(plan, Purpose.REHEARSAL), customer(plan)).id());
        timeline.add(plan.number(), Kind.PLAN, "Rehearsal begun");
        return true;
    }

    /** Asks the customers for the last go or no-go. */
    public void askDecision(UUID id) {
        var plan = store.lock(id);
        mails.tell(plan, Side.CUSTOMER, "Go or no-go?", """
                %sProduction is to be upgraded at
                %s.

                Say go or no-go on the page, or in the task. Without a go before the start nothing begins.
                """.formatted(
                        plan.rehearsed() == null ? "" : "The rehearsal succeeded. ", plan.startText()));
    }

    /**
     * Starts production; for a database of the customer's own server it says which command to run. Everything that must be
     * so is asked for once more.
     *
     * @return false where something is not as it must be; the plan knows what
     */
    public boolean requestProduction(UUID id) {
        var plan = store.lock(id);
        var obstacles = obstacles(plan);
        if (!obstacles.isEmpty()) {
            store.reason(id, String.join(" ", obstacles));
            return false;
        }
        if (plan.onPremise()) {
            store.start(id, null, clock.instant());
            mails.tell(plan, Side.CUSTOMER, "Upgrade production now", """
                    It is time: run this on the server of the database, as the user that the ERP runs as.

                    %s

                    %s
                    """.formatted(command(id), WARNING));
        } else {
            var request = desk.submit(command(plan, Purpose.PRODUCTION), customer(plan));
            store.start(id, request.id(), clock.instant());
            mails.tell(plan, null, "The go-live has begun", """
                    The upgrade of production has begun. The database is unavailable until it ends; a mail tells when it is
                    open again.
                    """);
        }
        timeline.add(plan.number(), Kind.PLAN, "Go-live begun");
        return true;
    }

    /** R130. */
    private static final String WARNING =
            "What is changed in the production database after the upload is not in the upgraded one, and is lost when that takes its place. Let nobody use it until the upgrade has ended.";

    /** {@return the command with which a customer upgrades production on his own server} */
    @Transactional(readOnly = true)
    public String command(UUID id) {
        var plan = store.find(id).orElseThrow(() -> new IllegalStateException("There is no plan " + id));
        var test = readiness.tests(plan.number()).get(0);
        return "python3 <(curl -s %s/upgrade) production -d %s -t %s"
                .formatted(properties.publicUrl(), test.databaseName(), test.targetVersion());
    }

    private List<String> obstacles(GoLivePlan plan) {
        var now = clock.instant();
        if (now.isAfter(plan.requireStart().plus(LATEST))) {
            return List.of("The platform could not start it at the agreed time; now it is too late.");
        }
        var missing = readiness.missing(plan.number());
        if (!missing.isEmpty()) {
            return missing;
        }
        var fresh = properties.golive().fresh();
        if (Readiness.end(test(plan)).isBefore(plan.requireStart().minus(fresh))) {
            return List.of(
                    "The last test is older than %d hours. Ask for a further one, or plan a rehearsal for the day before."
                            .formatted(fresh.toHours()));
        }
        return plan.onPremise()
                ? List.of()
                : desk.obstacles(command(plan, Purpose.PRODUCTION), customer(plan)).stream()
                        .map(Reason::message)
                        .toList();
    }

    /** Holds a plan: its slot is given up, both sides are told why, and a new one is to be proposed. */
    public void hold(UUID id) {
        var plan = store.lock(id);
        var reason = Optional.ofNullable(plan.reason()).orElseGet(() -> reason(plan));
        store.hold(id, reason);
        timeline.add(plan.number(), Kind.PLAN, "Go-live held: " + reason.replaceFirst("\\.$", ""));
        var held = store.lock(id);
        var text = """
                Production is not upgraded at %s:
                %s

                Your database is as it was. Propose another time on the page.
                """.formatted(plan.startText(), reason);
        if (plan.appointed()) {
            mails.appoint(held, GoLiveCalendar.Purpose.CANCEL, "The go-live is held", text);
        } else {
            mails.tell(held, null, "The go-live is held", text);
        }
    }

    private static String reason(GoLivePlan plan) {
        if (plan.state() == State.PROPOSED) {
            return "Nobody answered the proposal before its time.";
        }
        return plan.rehearsal() && plan.rehearsed() == null
                ? "The rehearsal had not ended before the start."
                : "Nobody said go before the start.";
    }

    /** Reminds both sides of an agreed go-live, unless they have only just agreed. */
    public void remind(UUID id) {
        var plan = store.lock(id);
        var agreed = plan.agreed();
        if (agreed != null && agreed.isBefore(clock.instant().minus(JUST_AGREED))) {
            mails.remind(plan, "The go-live is soon", "Production is upgraded at%n%s.".formatted(plan.startText()));
        }
    }

    private UpgradeRequest test(GoLivePlan plan) {
        return readiness.tests(plan.number()).get(0);
    }

    private SubmitUpgradeRequest command(GoLivePlan plan, Purpose purpose) {
        var test = test(plan);
        var person = customer(plan).person();
        return new SubmitUpgradeRequest(
                null,
                String.valueOf(test.databaseId()),
                test.targetVersion(),
                person == null ? test.email() : person.email(),
                purpose.name(),
                null,
                test.contract(),
                null,
                null,
                null,
                null);
    }

    /** The upgrades are requested in the name of the customer who agreed. */
    private Caller customer(GoLivePlan plan) {
        var login =
                Optional.ofNullable(plan.customer()).orElseGet(() -> test(plan).submitter());
        Person person = people.find(login).orElse(null);
        return new Caller(login, person);
    }

    private static String text(List<Reason> reasons) {
        return reasons.stream().map(Reason::message).collect(Collectors.joining(" "));
    }
}
