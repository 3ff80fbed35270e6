package com.juniper.upgrade.golive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.TestProperties;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.databases.Cluster;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.golive.GoLivePlan.State;
import com.juniper.upgrade.golive.GoLivePlans.Wish;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.CaseEnded;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestEnded;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.SubmitUpgradeRequest;
import com.juniper.upgrade.upgrades.Timeline;
import com.juniper.upgrade.upgrades.UpgradeCases;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import com.juniper.upgrade.workflow.TestPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The states of a plan, in a real database; the process and the rest of the platform are mocked. */
class GoLivePlansTest {

    private static final String NUMBER = "UPG-00042";
    private static final Caller DEMO = caller("demo", "Dora", "acme", Role.CUSTOMER);
    private static final Caller MAINTAINER = caller("maintainer", "Max", "acme", Role.MAINTAINER);
    private static final Caller ANALYST = caller("analyst", "Ann", null, Role.ANALYST);
    private static final Instant START = Instant.parse("2027-02-06T08:00:00Z"); // Saturday, 9 o'clock in Brussels

    private static final JdbcClient jdbc = schema();

    private final GoLiveWorkflow workflow = mock(GoLiveWorkflow.class);
    private final GoLiveMails mails = mock(GoLiveMails.class);
    private final Readiness readiness = mock(Readiness.class);
    private final UpgradeRequests requests = mock(UpgradeRequests.class);
    private final UpgradeDesk desk = mock(UpgradeDesk.class);
    private final People people = mock(People.class);
    private final UpgradeCases cases = mock(UpgradeCases.class);
    private final Clusters clusters = mock(Clusters.class);
    private final PlanStore store = new PlanStore(jdbc);
    private final Timeline timeline = mock(Timeline.class);
    private Instant now = Instant.parse("2027-02-01T10:00:00Z");
    private GoLivePlans plans;
    private GoLiveRun run;
    private GoLiveEvents events;

    private static Caller caller(String login, String name, @Nullable String company, Role role) {
        return new Caller(login, new Person(login, name, "Test", login + "@juniper.example", company, Set.of(role)));
    }

    private static JdbcClient schema() {
        var database = TestPlatform.database("golive");
        var source = new SingleConnectionDataSource(database.url(), database.user(), database.password(), true);
        return JdbcClient.create(source);
    }

    @BeforeEach
    void begin() {
        jdbc.sql("delete from go_live_plan").update();
        jdbc.sql("delete from request").update();
        jdbc.sql("delete from upgrade").update();
        jdbc.sql("""
                        insert into upgrade (number, company, owner, database_key, database_name, target_version)
                        values ('UPG-00042', 'acme', 'demo', 'a', 'shop', '17.0'), ('UPG-00043', 'acme', 'demo', 'b', 'other', '17.0')""").update();
        var properties = TestProperties.of(Path.of("unused"), "http://platform.test");
        var slots = new GoLiveSlots(
                requests, readiness, store, clusters, new AnalystHours(properties), () -> now, properties);
        plans = new GoLivePlans(store, readiness, slots, workflow, mails, cases, timeline, () -> now);
        run = new GoLiveRun(store, readiness, desk, people, mails, cases, timeline, () -> now, properties);
        events = new GoLiveEvents(plans, store, workflow, requests, timeline, () -> now);
        when(workflow.proposed(any())).thenReturn(true);
        when(workflow.answered(any(), anyBoolean())).thenReturn(true);
        when(workflow.moved(any())).thenReturn(true);
        when(workflow.decided(any(), anyBoolean())).thenReturn(true);
        when(readiness.tests(any())).thenReturn(List.of(test(true, now.minus(Duration.ofHours(3)))));
        when(people.find("demo")).thenReturn(Optional.ofNullable(DEMO.person()));
        when(clusters.require(any())).thenReturn(new Cluster("local", "localhost", 1, "x", "x", Path.of("x"), 1, null));
    }

    private static UpgradeRequest test(boolean hosted, Instant ended) {
        return request(UUID.randomUUID(), Purpose.TEST, RequestState.DELIVERED, hosted, ended);
    }

    private static UpgradeRequest request(
            UUID id, Purpose purpose, RequestState state, boolean hosted, @Nullable Instant ended) {
        return new UpgradeRequest(
                id,
                NUMBER,
                "acme",
                "shop",
                "demo",
                purpose,
                "demo@juniper.example",
                "JUN-ENT-0001",
                hosted ? 7L : null,
                hosted ? null : "upload",
                "shop",
                1,
                "sample",
                "16.0",
                "17.0",
                hosted ? "ONLINE" : "ONPREM",
                state,
                null,
                null,
                List.of(),
                false,
                null,
                null,
                null,
                null,
                null,
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                ended);
    }

    private static Wish wish(Instant start) {
        return new Wish(new LocalSlot(start, java.time.ZoneId.of("Europe/Brussels"), null), true);
    }

    private GoLivePlan plan() {
        return plans.newest(NUMBER).orElseThrow();
    }

    private GoLivePlan agreed() {
        plans.offer(NUMBER);
        plans.propose(NUMBER, wish(START), DEMO);
        plans.accept(NUMBER, ANALYST);
        return plan();
    }

    private UpgradeRequest stored(Purpose purpose) {
        var request = request(UUID.randomUUID(), purpose, RequestState.RUNNING, true, null);
        jdbc.sql("""
                        insert into request (id, number, submitter, purpose, email, contract, upload_id, file_name, upload_bytes, target_version, state)
                        values (?, ?, 'demo', ?, 'x', 'x', 'x', 'x', 1, '17.0', 'RUNNING')""").params(request.id(), NUMBER, purpose.name()).update();
        return request;
    }

    @Test
    @DisplayName("R24: a plan is opened once nothing is missing, and once only")
    void isOffered() {
        when(readiness.missing(NUMBER)).thenReturn(List.of("An issue is open."));
        assertThat(plans.offer(NUMBER)).isEmpty();
        assertThatThrownBy(() -> plans.begin(NUMBER, DEMO)).hasMessageContaining("An issue is open.");

        when(readiness.missing(NUMBER)).thenReturn(List.of());
        var plan = plans.offer(NUMBER).orElseThrow();
        assertThat(plan.state()).isEqualTo(State.OPEN);
        assertThat(LocalSlot.zone(plan.zone().getId()))
                .as("somebody can propose in the zone that the plan is shown in")
                .isEqualTo(plan.zone());
        assertThat(plans.offer(NUMBER).orElseThrow().id()).isEqualTo(plan.id());
        verify(workflow).start(plan);
    }

    @Test
    @DisplayName("R111: each proposal is for the other side to answer, as often as they like, until one accepts")
    void isProposedAndCountered() {
        plans.offer(NUMBER);
        plans.propose(NUMBER, wish(START), DEMO);
        assertThat(plan().state()).isEqualTo(State.PROPOSED);
        assertThat(plan().waitsFor(Side.ANALYST)).isTrue();
        assertThat(plan().waitsFor(Side.CUSTOMER)).isFalse();
        assertThatThrownBy(() -> plans.accept(NUMBER, DEMO))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("for the upgrade support analysts to answer");
        assertThatThrownBy(() -> plans.accept(NUMBER, MAINTAINER)).isInstanceOf(NotAllowedException.class);

        plans.propose(NUMBER, wish(START.plusSeconds(3600)), ANALYST);
        assertThat(plan().waitsFor(Side.CUSTOMER)).isTrue();
        verify(workflow).answered(any(), eq(false));
        plans.propose(NUMBER, wish(START.plusSeconds(7200)), DEMO);
        plans.accept(NUMBER, ANALYST);

        assertThat(plan().state()).isEqualTo(State.AGREED);
        assertThat(plan().start()).isEqualTo(START.plusSeconds(7200));
        verify(cases).planned(NUMBER, START.plusSeconds(7200));
        assertThat(plan().customer()).isEqualTo("demo");
        assertThat(plan().sequence()).isEqualTo(4);
    }

    @Test
    @DisplayName("R111, R24: what cannot be is refused, and why")
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> plans.propose(NUMBER, wish(START), DEMO)).hasMessageContaining("Begin the planning");
        plans.offer(NUMBER);
        assertThatThrownBy(() -> plans.propose(NUMBER, wish(now), DEMO)).hasMessageContaining("is over");
        assertThatThrownBy(() -> plans.propose(NUMBER, wish(now.plus(Duration.ofMinutes(20))), DEMO))
                .hasMessageContaining("The rehearsal needs time");
        assertThatThrownBy(() -> plans.propose(NUMBER, wish(now.plus(Duration.ofDays(400))), DEMO))
                .hasMessageContaining("more than a year ahead");
        var sunday = START.plus(Duration.ofDays(1));
        assertThatThrownBy(() -> plans.propose(NUMBER, wish(sunday), DEMO))
                .hasMessageContaining("no analyst would be there")
                .hasMessageContaining("ask the analysts");
        plans.propose(NUMBER, wish(sunday), ANALYST);
        assertThat(plan().start()).as("analysts know their hours").isEqualTo(sunday);
        when(readiness.missing(NUMBER)).thenReturn(List.of("An issue is open."));
        assertThatThrownBy(() -> plans.propose(NUMBER, wish(START), DEMO)).hasMessageContaining("An issue is open.");
        when(readiness.missing(NUMBER)).thenReturn(List.of());
        now = sunday.plusSeconds(1);
        assertThatThrownBy(() -> plans.accept(NUMBER, DEMO)).hasMessageContaining("is over");
    }

    @Test
    @DisplayName("R112: no more go-lives are agreed for one time than the cluster has slots, also by acceptance")
    void respectsCapacity() {
        plans.offer("UPG-00043");
        plans.propose("UPG-00043", wish(START), DEMO);
        agreed();
        assertThatThrownBy(() -> plans.accept("UPG-00043", ANALYST)).hasMessageContaining("as many go-lives");
        assertThatThrownBy(() -> plans.propose("UPG-00043", wish(START.plusSeconds(30)), DEMO))
                .hasMessageContaining("as many go-lives");

        plans.propose("UPG-00043", wish(START.plusSeconds(60)), DEMO);
        plans.accept("UPG-00043", ANALYST);

        assertThat(plans.newest("UPG-00043").orElseThrow().state()).isEqualTo(State.AGREED);
    }

    @Test
    @DisplayName("R111: a move takes decision and rehearsal back, and changes the calendar entry")
    void isMoved() {
        var before = agreed();
        store.rehearsing(before.id(), stored(Purpose.REHEARSAL).id());
        store.rehearsed(before.id(), now);
        plans.decide(NUMBER, true, null, DEMO);

        plans.propose(NUMBER, wish(START.plus(Duration.ofDays(2))), DEMO);

        assertThat(plan().state()).isEqualTo(State.PROPOSED);
        assertThat(plan().go()).isNull();
        assertThat(plan().rehearsalRequest()).isNull();
        assertThat(plan().agreed()).isNull();
        assertThat(plan().sequence()).isGreaterThan(before.sequence());
        verify(workflow).moved(any());
        verify(mails).appoint(any(), eq(GoLiveCalendar.Purpose.TENTATIVE), any(), any());
    }

    @Test
    @DisplayName("R111: cancelled at any time before the start, not after")
    void isCancelled() {
        agreed();
        plans.cancel(NUMBER, "Not this year", DEMO);
        assertThat(plan().state()).isEqualTo(State.CANCELLED);
        assertThat(plan().reason()).isEqualTo("Dora Test cancelled the go-live: Not this year");
        verify(workflow).cancelled(plan().id());
        verify(mails).appoint(any(), eq(GoLiveCalendar.Purpose.CANCEL), any(), any());
        assertThatThrownBy(() -> plans.cancel(NUMBER, null, DEMO)).isInstanceOf(RequestRefusedException.class);

        agreed();
        store.start(plan().id(), null, now);
        assertThatThrownBy(() -> plans.cancel(NUMBER, null, DEMO)).isInstanceOf(RequestRefusedException.class);
        assertThatThrownBy(() -> plans.propose(NUMBER, wish(START), DEMO)).isInstanceOf(RequestRefusedException.class);
    }

    @Test
    @DisplayName("R24: only a customer says go, and only when it is asked")
    void isDecidedByACustomer() {
        agreed();
        assertThatThrownBy(() -> plans.decide(NUMBER, true, null, ANALYST)).isInstanceOf(NotAllowedException.class);
        when(workflow.decided(any(), anyBoolean())).thenReturn(false);
        assertThatThrownBy(() -> plans.decide(NUMBER, true, null, DEMO)).hasMessageContaining("not asked now");
        when(workflow.decided(any(), anyBoolean())).thenReturn(true);

        plans.decide(NUMBER, false, "Not yet", DEMO);
        run.hold(plan().id());

        assertThat(plan().state()).isEqualTo(State.HELD);
        assertThat(plan().reason()).isEqualTo("Dora Test said no-go: Not yet");
        plans.propose(NUMBER, wish(START.plus(Duration.ofDays(2))), DEMO);
        assertThat(plan().state()).isEqualTo(State.PROPOSED);
        assertThat(plan().reason()).isNull();
    }

    @Test
    @DisplayName(
            "R115: a rehearsal is requested in the customer's name; its end is told to the process, its failure is the reason")
    void isRehearsed() {
        var plan = agreed();
        var rehearsal = stored(Purpose.REHEARSAL);
        when(desk.submit(any(), any())).thenReturn(rehearsal);
        when(requests.reasons(rehearsal.id())).thenReturn(List.of(new Reason("x", "A view is broken.")));

        assertThat(run.requestRehearsal(plan.id())).isTrue();
        var command = org.mockito.ArgumentCaptor.forClass(SubmitUpgradeRequest.class);
        verify(desk).submit(command.capture(), eq(DEMO));
        assertThat(command.getValue().purpose()).isEqualTo("REHEARSAL");
        assertThat(command.getValue().database()).isEqualTo("7");
        events.ended(new RequestEnded(rehearsal, RequestState.FAILED));
        verify(workflow).rehearsalEnded(plan.id(), false);
        run.hold(plan.id());
        assertThat(plan().reason()).isEqualTo("The rehearsal failed: A view is broken.");

        events.ended(new RequestEnded(rehearsal, RequestState.DELIVERED));
        verify(workflow, never()).rehearsalEnded(plan.id(), true);
    }

    @Test
    @DisplayName("R115: a rehearsal that is refused holds the plan with the reason")
    void rehearsalIsRefused() {
        var plan = agreed();
        when(desk.obstacles(any(), any())).thenReturn(List.of(new Reason("x", "An issue is open.")));

        assertThat(run.requestRehearsal(plan.id())).isFalse();
        run.hold(plan.id());

        assertThat(plan().reason()).isEqualTo("The rehearsal was refused: An issue is open.");
        verify(desk, never()).submit(any(), any());
    }

    @Test
    @DisplayName("R114: a last test older than 48 hours holds the start; a fresh one does not")
    void wantsAFreshTest() {
        var plan = agreed();
        now = START;
        when(readiness.tests(NUMBER)).thenReturn(List.of(test(true, START.minus(Duration.ofHours(49)))));
        assertThat(run.requestProduction(plan.id())).isFalse();
        assertThat(plan().reason()).contains("The last test is older than 48 hours");

        when(readiness.tests(NUMBER)).thenReturn(List.of(test(true, START.minus(Duration.ofHours(47)))));
        var production = stored(Purpose.PRODUCTION);
        when(desk.submit(any(), any())).thenReturn(production);
        assertThat(run.requestProduction(plan.id())).isTrue();
        assertThat(plan().state()).isEqualTo(State.STARTED);
        assertThat(plan().productionRequest()).isEqualTo(production.id());
    }

    @Test
    @DisplayName("R24: what is missing or refused at the start holds it; so does a start that the platform missed")
    void asksEveryGateAgain() {
        var plan = agreed();
        now = START.plus(Duration.ofMinutes(31));
        assertThat(run.requestProduction(plan.id())).isFalse();
        assertThat(plan().reason()).contains("too late");
        now = START;
        when(readiness.tests(NUMBER)).thenReturn(List.of(test(true, START.minus(Duration.ofHours(1)))));
        when(readiness.missing(NUMBER)).thenReturn(List.of("An issue is open."));
        assertThat(run.requestProduction(plan.id())).isFalse();
        assertThat(plan().reason()).isEqualTo("An issue is open.");
        when(readiness.missing(NUMBER)).thenReturn(List.of());
        when(desk.obstacles(any(), any())).thenReturn(List.of(new Reason("x", "log_statement is set.")));
        assertThat(run.requestProduction(plan.id())).isFalse();
        assertThat(plan().reason()).isEqualTo("log_statement is set.");
        verify(desk, never()).submit(any(), any());
    }

    @Test
    @DisplayName("R110: nobody answered, nobody said go, the rehearsal is late: each holds the plan with its reason")
    void isHeldWhereNobodyActs() {
        plans.offer(NUMBER);
        plans.propose(NUMBER, wish(START), DEMO);
        run.hold(plan().id());
        assertThat(plan().reason()).isEqualTo("Nobody answered the proposal before its time.");
        var plan = agreed();
        run.hold(plan.id());
        assertThat(plan().reason()).isEqualTo("The rehearsal had not ended before the start.");
        agreed();
        store.rehearsed(plan.id(), now);
        run.hold(plan.id());
        assertThat(plan().reason()).isEqualTo("Nobody said go before the start.");
    }

    @Test
    @DisplayName("R130: for a database of the customer's own server the start is a command by mail, with its warning")
    void tellsTheCommand() {
        when(readiness.tests(NUMBER)).thenReturn(List.of(test(false, now)));
        var plan = agreed();
        assertThat(plan.onPremise()).isTrue();
        assertThat(plan.rehearsal()).isFalse();
        now = START;
        when(readiness.tests(NUMBER)).thenReturn(List.of(test(false, now.minus(Duration.ofHours(4)))));

        assertThat(run.requestProduction(plan.id())).isTrue();

        assertThat(run.command(plan.id()))
                .isEqualTo("python3 <(curl -s http://platform.test/upgrade) production -d shop -t 17.0");
        var body = org.mockito.ArgumentCaptor.forClass(String.class);
        verify(mails).tell(any(), eq(Side.CUSTOMER), eq("Upgrade production now"), body.capture());
        assertThat(body.getValue()).contains(run.command(plan.id()), "not in the upgraded one");
        verify(desk, never()).submit(any(), any());
        events.ended(new RequestEnded(stored(Purpose.PRODUCTION), RequestState.DELIVERED));
        verify(workflow).startedOnPremise(plan.id());
    }

    @Test
    @DisplayName("R117: after production nothing is planned any more; where it did not come so far it is again")
    void followsProduction() {
        var plan = agreed();
        var production = stored(Purpose.PRODUCTION);
        events.ended(new RequestEnded(production, RequestState.DELIVERED));
        assertThat(plan().state()).isEqualTo(State.STARTED);
        verify(workflow).cancelled(plan.id());

        events.ended(new RequestEnded(production, RequestState.FAILED));
        assertThat(plan().state()).as("a failure is an issue first").isEqualTo(State.STARTED);
        events.ended(new RequestEnded(production, RequestState.CANCELLED));
        assertThat(plan().state()).isEqualTo(State.OPEN);
        assertThat(plan().id()).isNotEqualTo(plan.id());
    }

    @Test
    @DisplayName("R115: who has just agreed is not reminded, others are")
    void reminds() {
        var plan = agreed();
        run.remind(plan.id());
        verify(mails, never()).remind(any(), any(), any());
        now = now.plus(Duration.ofHours(2));
        run.remind(plan.id());
        verify(mails).remind(any(), any(), any());
    }

    @Test
    void aCaseThatEndsGivesItsPlanUp() {
        var plan = agreed();
        plans.caseEnded(new CaseEnded(NUMBER));
        plans.caseEnded(new CaseEnded(NUMBER));
        assertThat(plan().state()).isEqualTo(State.CANCELLED);
        verify(workflow).cancelled(plan.id());
    }

    @Test
    @DisplayName("R115: the day before is one of the calendar, also where clocks change in it")
    void knowsTheDayBefore() {
        plans.offer(NUMBER);
        plans.propose(NUMBER, wish(Instant.parse("2027-03-29T07:00:00Z")), DEMO); // Monday after the change, 9 o'clock
        assertThat(plan().dayBefore()).isEqualTo(Instant.parse("2027-03-28T07:00:00Z"));
        assertThat(plan().weekBefore()).isEqualTo(Instant.parse("2027-03-22T08:00:00Z"));
    }
}
