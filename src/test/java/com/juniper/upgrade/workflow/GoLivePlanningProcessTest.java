package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.complete;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.managementService;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.processEngine;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.taskQuery;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.withVariables;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.golive.GoLivePlan;
import com.juniper.upgrade.golive.GoLivePlan.State;
import com.juniper.upgrade.golive.GoLivePlans;
import com.juniper.upgrade.golive.LocalSlot;
import com.juniper.upgrade.golive.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.Deployment;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Deployment(
        resources = {
            "bpmn/GoLivePlanning.bpmn",
            "bpmn/AgreedGoLive.bpmn",
            "forms/propose-slot.form",
            "forms/answer-proposal.form",
            "forms/decide-go-or-no-go.form",
            "forms/start-on-premise.form"
        })
class GoLivePlanningProcessTest extends ProcessTrace {

    private static final UUID PLAN = UUID.fromString("0b1f7c1e-93ab-4b0e-9a77-0a2f4b5c6d7e");
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final Instant START = Instant.parse("2099-01-17T05:30:00Z");

    @RegisterExtension
    static ProcessEngineCoverageExtension engine = ProcessEngineCoverageExtension.builder("process-tests.cfg.xml")
            .assertClassCoverageAtLeast(1.0)
            .build();

    @BeforeEach
    void people() {
        when(goLiveTeam.customersOf(PLAN.toString())).thenReturn(List.of("demo"));
        when(goLiveTeam.usersToAnswer(PLAN.toString())).thenReturn(List.of());
        when(goLiveTeam.groupsToAnswer(PLAN.toString())).thenReturn(List.of("support-analysts"));
        when(goLiveTexts.of(PLAN)).thenReturn("A slot");
        when(goLiveTexts.page(PLAN)).thenReturn("http://platform.test/golive");
        when(goLive.command(PLAN)).thenReturn("python3 production");
        stored(plan(State.OPEN, true, false, null));
    }

    private void stored(GoLivePlan plan) {
        when(plans.require(PLAN)).thenReturn(plan);
    }

    static GoLivePlan plan(State state, boolean rehearsal, boolean onPremise, @Nullable Boolean go) {
        return new GoLivePlan(
                PLAN,
                NUMBER,
                state,
                onPremise,
                "local",
                BRUSSELS,
                START,
                Duration.ofMinutes(9),
                rehearsal,
                Side.CUSTOMER,
                "Dora Demo",
                "demo",
                null,
                null,
                null,
                go,
                null,
                null,
                null,
                null,
                1,
                false,
                Instant.EPOCH,
                null);
    }

    @Test
    @DisplayName("R111: a slot is proposed and answered in Tasklist, in as many rounds as people like")
    void isAgreedInTasklist() {
        var planning = opened();
        assertThat(theTask()).hasName("Propose slot").hasCandidateUser("demo").hasCandidateGroup("support-analysts");
        complete(theTask(), slot("2027-03-04", "06:30", "rehearse", false));
        verify(plans).proposeInTask(PLAN, wish("2027-03-04", "06:30", false), CALLER);
        continueFrom("Task_ProposeSlot");

        assertThat(theTask())
                .hasName("Answer proposal")
                .hasCandidateGroup("support-analysts")
                .hasDueDate(Date.from(START));
        complete(theTask(), slot("2027-03-05", "07:00", "goLiveAnswer", "COUNTER"));
        verify(plans).proposeInTask(PLAN, wish("2027-03-05", "07:00", true), CALLER);
        when(goLiveTeam.usersToAnswer(PLAN.toString())).thenReturn(List.of("demo"));
        when(goLiveTeam.groupsToAnswer(PLAN.toString())).thenReturn(List.of());
        continueFrom("Task_AnswerProposal");

        assertThat(theTask()).hasName("Answer proposal").hasCandidateUser("demo");
        complete(theTask(), withVariables("goLiveAnswer", "ACCEPT"));
        verify(plans).acceptInTask(PLAN, CALLER);
        continueFrom("Task_AnswerProposal", "CallActivity_AgreedGoLive", "StartEvent_SlotAgreed");

        assertThat(planning).isWaitingAt("CallActivity_AgreedGoLive");
        assertThat(dueOf("TimerEvent_LastDayBegun"))
                .isEqualTo(Date.from(START.atZone(BRUSSELS).minusDays(1).toInstant()));
    }

    @Test
    @DisplayName("R115, R24, R25: rehearsal, go, production, each at its time; reminders before")
    void goesLive() {
        when(goLive.requestRehearsal(PLAN)).thenReturn(true);
        when(goLive.requestProduction(PLAN)).thenReturn(true);
        var planning = agreed(true, false);
        fireTimer("BoundaryEvent_WeekBefore");
        continueFrom("Task_RemindOfGoLive");
        fireTimer("BoundaryEvent_DayBefore");
        continueFrom("Task_RemindOfGoLive");
        verify(goLive, times(2)).remind(PLAN);

        fireTimer("TimerEvent_LastDayBegun");
        continueFrom("Task_RequestRehearsal");
        workflow().rehearsalEnded(PLAN, true);
        continueFrom("MessageEvent_RehearsalEnded");
        verify(goLive).askDecision(PLAN);
        assertThat(theTask())
                .hasName("Decide go or no go")
                .hasCandidateUser("demo")
                .hasDueDate(Date.from(START));
        complete(theTask(), withVariables("go", true, "goLiveComment", "At last"));
        verify(plans).decideInTask(PLAN, true, "At last", CALLER);
        continueFrom("Task_DecideGoOrNoGo");
        assertThat(dueOf("TimerEvent_StartTime")).isEqualTo(Date.from(START));
        fireTimer("TimerEvent_StartTime");
        continueFrom("Task_RequestProduction");

        assertThat(planning).isEnded().hasPassed("EndEvent_GoLiveBegun", "EndEvent_Reminded");
        assertThat(passed(AgreedGoLiveModel.PROCESS_ID)).contains("EndEvent_ProductionRequested");
        verify(goLive, never()).hold(any());
    }

    @Test
    @DisplayName(
            "R130: on the customer's own server the start is a task with the command, which the delivery completes")
    void goesLiveOnPremise() {
        when(goLive.requestProduction(PLAN)).thenReturn(true);
        var planning = agreed(false, true);
        fireTimer("TimerEvent_LastDayBegun");
        decideOnThePage(true);
        fireTimer("TimerEvent_StartTime");
        continueFrom("Task_RequestProduction");
        assertThat(theTask()).hasName("Start on premise").hasCandidateUser("demo");
        assertThat(processEngine().getTaskService().getVariable(theTask().getId(), "goLiveCommand"))
                .isEqualTo("python3 production");
        workflow().startedOnPremise(PLAN);
        continueFrom("Task_StartOnPremise");

        assertThat(planning).isEnded().hasPassed("EndEvent_GoLiveBegun");
        assertThat(passed(AgreedGoLiveModel.PROCESS_ID)).contains("EndEvent_StartedOnPremise");
        verify(goLive, never()).requestRehearsal(any());
    }

    @Test
    @DisplayName("R115: a rehearsal that fails, is refused, or is late holds the go-live, and a new slot is proposed")
    void isHeldByItsRehearsal() {
        var planning = agreed(true, false);
        fireTimer("TimerEvent_LastDayBegun");
        continueFrom("Task_RequestRehearsal");
        assertHeld(planning, 1);

        when(goLive.requestRehearsal(PLAN)).thenReturn(true);
        agree();
        fireTimer("TimerEvent_LastDayBegun");
        continueFrom("Task_RequestRehearsal");
        workflow().rehearsalEnded(PLAN, false);
        continueFrom("MessageEvent_RehearsalEnded");
        assertHeld(planning, 2);

        agree();
        fireTimer("TimerEvent_LastDayBegun");
        continueFrom("Task_RequestRehearsal");
        fireTimer("TimerEvent_RehearsalLate");
        assertHeld(planning, 3);
    }

    @Test
    @DisplayName("R24, R114: no-go, no word, or a refusal at the start holds the go-live")
    void isHeldByItsDecision() {
        var planning = agreed(false, false);
        fireTimer("TimerEvent_LastDayBegun");
        decideOnThePage(false);
        assertHeld(planning, 1);

        agree();
        fireTimer("TimerEvent_LastDayBegun");
        fireTimer("BoundaryEvent_NobodyDecided");
        assertHeld(planning, 2);

        agree();
        fireTimer("TimerEvent_LastDayBegun");
        decideOnThePage(true);
        fireTimer("TimerEvent_StartTime");
        continueFrom("Task_RequestProduction");
        assertHeld(planning, 3);
        verify(plans, never()).decideInTask(any(), anyBoolean(), any(), any());
    }

    @Test
    @DisplayName("R111: a proposal that nobody answers in time lapses")
    void lapses() {
        var planning = opened();
        propose();
        fireTimer("BoundaryEvent_ProposalLapsed");
        assertHeld(planning, 1);
    }

    @Test
    @DisplayName("R111: an agreed slot is moved: the other side answers, and nothing of the old one goes on")
    void isMoved() {
        var planning = opened();
        assertThat(workflow().moved(plan(State.PROPOSED, true, false, null))).isFalse();
        agree();
        assertThat(workflow().moved(plan(State.PROPOSED, false, false, null))).isTrue();

        assertThat(planning).isWaitingAt("Task_AnswerProposal");
        assertThat(running(AgreedGoLiveModel.PROCESS_ID)).isZero();
        assertThat(runtimeService().getVariable(planning.getId(), "rehearse")).isEqualTo(false);
    }

    @Test
    @DisplayName("R111: a plan is cancelled wherever it stands")
    void isCancelled() {
        var first = opened();
        workflow().cancelled(PLAN);
        continueFrom("StartEvent_PlanCancelled");
        assertThat(first).isEnded().hasPassed("EndEvent_PlanCancelled");

        var second = agreed(true, false);
        workflow().cancelled(UUID.randomUUID());
        assertThat(second).isWaitingAt("CallActivity_AgreedGoLive");
        workflow().cancelled(PLAN);
        continueFrom("StartEvent_PlanCancelled");
        assertThat(second).isEnded().hasPassed("EndEvent_PlanCancelled");
        assertThat(running(AgreedGoLiveModel.PROCESS_ID)).isZero();
    }

    @Test
    @DisplayName("what is not waited for is said to be so")
    void knowsWhatIsWaitedFor() {
        opened();

        assertThat(workflow().answered(plan(State.PROPOSED, true, false, null), true))
                .isFalse();
        assertThat(workflow().decided(PLAN, true)).isFalse();
    }

    private static CamundaGoLiveWorkflow workflow() {
        return new CamundaGoLiveWorkflow(
                processEngine().getRuntimeService(), processEngine().getTaskService());
    }

    private ProcessInstance opened() {
        workflow().start(plan(State.OPEN, true, false, null));
        var planning = runtimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(GoLivePlanningModel.PROCESS_ID)
                .singleResult();
        continueFrom("StartEvent_PlanningPossible");
        return planning;
    }

    private ProcessInstance agreed(boolean rehearsal, boolean onPremise) {
        var planning = opened();
        stored(plan(State.PROPOSED, rehearsal, onPremise, null));
        agree();
        return planning;
    }

    /** Both sides use the page. */
    private void agree() {
        propose();
        assertThat(workflow().answered(plans.require(PLAN), true)).isTrue();
        continueFrom("Task_AnswerProposal", "CallActivity_AgreedGoLive", "StartEvent_SlotAgreed");
    }

    private void propose() {
        var now = plans.require(PLAN);
        stored(plan(State.PROPOSED, now.rehearsal(), now.onPremise(), null));
        assertThat(workflow().proposed(plans.require(PLAN))).isTrue();
        continueFrom("Task_ProposeSlot");
    }

    private void decideOnThePage(boolean go) {
        var now = plans.require(PLAN);
        stored(plan(State.AGREED, now.rehearsal(), now.onPremise(), go));
        assertThat(workflow().decided(PLAN, go)).isTrue();
        continueFrom("Task_DecideGoOrNoGo");
    }

    private void assertHeld(ProcessInstance planning, int times) {
        continueFrom("Task_HoldGoLive");
        verify(goLive, times(times)).hold(PLAN);
        assertThat(planning).isWaitingAt("Task_ProposeSlot").hasNotPassed("EndEvent_GoLiveBegun");
        assertThat(running(AgreedGoLiveModel.PROCESS_ID)).isZero();
    }

    private static Task theTask() {
        return taskQuery().singleResult();
    }

    private static java.util.Map<String, Object> slot(String date, String time, String key, Object value) {
        return withVariables("goLiveDate", date, "goLiveTime", time, "goLiveZone", "Europe/Brussels", key, value);
    }

    private static GoLivePlans.Wish wish(String date, String time, boolean rehearsal) {
        return new GoLivePlans.Wish(LocalSlot.of(date, time, "Europe/Brussels"), rehearsal);
    }

    private static Date dueOf(String activity) {
        return managementService()
                .createJobQuery()
                .timers()
                .activityId(activity)
                .singleResult()
                .getDuedate();
    }
}
