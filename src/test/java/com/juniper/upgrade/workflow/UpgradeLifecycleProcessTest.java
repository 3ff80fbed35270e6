package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.complete;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.processEngine;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.taskQuery;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.withVariables;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.golive.GoLivePlan.State;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.Timeline;
import com.juniper.upgrade.upgrades.UpgradeWorkflow.Position;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.Deployment;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Deployment(
        resources = {
            "bpmn/UpgradeLifecycle.bpmn",
            "bpmn/RequestedUpgrade.bpmn",
            "bpmn/IssueResolution.bpmn",
            "bpmn/GoLivePlanning.bpmn",
            "bpmn/AgreedGoLive.bpmn",
            "bpmn/TestUpgrade.bpmn",
            "bpmn/Testing.bpmn",
            "bpmn/ProductionUpgrade.bpmn",
            "bpmn/DatabaseUpgrade.bpmn",
            "bpmn/Eligibility.dmn",
            "forms/declare-custom-modules-ported.form",
            "forms/test-area.form",
            "forms/declare-confidence.form",
            "forms/look-after-production.form",
            "forms/propose-slot.form",
            "forms/answer-proposal.form",
            "forms/decide-go-or-no-go.form",
            "forms/triage-issue.form",
            "forms/fix-issue.form",
            "forms/repair-module.form",
            "forms/confirm-resolution.form"
        })
class UpgradeLifecycleProcessTest extends ProcessTrace {

    private static final UUID SECOND = UUID.fromString("9a2f1d5c-77f0-4a6e-9f43-5d5b5b1c6e22");

    @RegisterExtension
    static ProcessEngineCoverageExtension engine = ProcessEngineCoverageExtension.builder("process-tests.cfg.xml")
            .excludeProcessDefinitionKeys(
                    IssueResolutionModel.PROCESS_ID,
                    GoLivePlanningModel.PROCESS_ID,
                    AgreedGoLiveModel.PROCESS_ID,
                    TestUpgradeModel.PROCESS_ID,
                    TestingModel.PROCESS_ID,
                    ProductionUpgradeModel.PROCESS_ID,
                    DatabaseUpgradeModel.PROCESS_ID)
            .assertClassCoverageAtLeast(1.0)
            .build();

    @Test
    void closesACaseInWhichNothingIsAskedForAnyMore() {
        var lifecycle = start(REQUEST);

        continueFrom(
                "StartEvent_UpgradeRequested",
                "CallActivity_RequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade");
        deliverTheTestCopy();
        assertThat(lifecycle).isWaitingAt("CallActivity_RequestedUpgrade").isNotWaitingAt("TimerEvent_CaseIdle");
        openTheChecklist("CallActivity_Testing");
        supersede();
        continueFrom("Task_CloseChecklist");
        assertThat(lifecycle).isWaitingAt("TimerEvent_CaseIdle");
        fireTimer("TimerEvent_CaseIdle");

        assertThat(lifecycle).isEnded().hasPassed("EndEvent_CaseClosed").hasNotPassed("SubProcess_FurtherUpgrade");
        assertThat(passed(TestUpgradeModel.PROCESS_ID)).endsWith("EndEvent_TestCopyDelivered");
    }

    @Test
    @DisplayName("R64: a further test belongs to the case that is there")
    void runsAFurtherTest() {
        when(turns.take(SECOND)).thenReturn(true);
        var lifecycle = start(REQUEST);
        continueFrom(
                "StartEvent_UpgradeRequested",
                "CallActivity_RequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade");
        deliverTheTestCopy();

        openTheChecklist("CallActivity_Testing");
        start(SECOND);
        continueFrom(
                "StartEvent_FurtherUpgradeRequested",
                "CallActivity_FurtherRequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade");
        deliverTheTestCopy();
        supersede();
        continueFrom("Task_CloseChecklist");
        openTheChecklist("CallActivity_Testing");
        assertThat(lifecycle).isWaitingAt("TimerEvent_CaseIdle", "CallActivity_FurtherRequestedUpgrade");
        supersede();
        continueFrom("Task_CloseChecklist");

        assertThat(lifecycle)
                .hasPassed("EndEvent_FurtherUpgradeEnded")
                .isWaitingAt("TimerEvent_CaseIdle")
                .hasNotPassed("EndEvent_CaseClosed");
        assertThat(running(UpgradeLifecycleModel.PROCESS_ID)).isEqualTo(1);
        verify(ends).deliver(REQUEST);
        verify(ends).deliver(SECOND);
    }

    @Test
    @DisplayName("R64: a further test that arrives before the first one has begun runs beside it, each with its own id")
    void takesAFurtherTestRightAfterTheStart() {
        when(turns.take(SECOND)).thenReturn(true);
        var lifecycle = start(REQUEST);
        start(SECOND);
        assertThat(running(UpgradeLifecycleModel.PROCESS_ID)).isEqualTo(1);

        continueFrom(
                "StartEvent_FurtherUpgradeRequested",
                "CallActivity_FurtherRequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade");
        deliverTheTestCopy();
        verify(ends).deliver(SECOND);
        endTheTesting("CallActivity_Testing");
        continueFrom(
                "StartEvent_UpgradeRequested",
                "CallActivity_RequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade");
        deliverTheTestCopy();
        verify(ends).deliver(REQUEST);
        endTheTesting("CallActivity_Testing");

        assertThat(lifecycle).isWaitingAt("TimerEvent_CaseIdle");
        fireTimer("TimerEvent_CaseIdle");
        assertThat(lifecycle).isEnded().hasPassed("EndEvent_FurtherUpgradeEnded", "EndEvent_CaseClosed");
    }

    @Test
    @DisplayName("R21: what is not delivered is not tested")
    void testsNothingThatIsRefused() {
        when(turns.take(SECOND)).thenReturn(true);
        doThrow(new RequestRefusedException(List.of(new Reason("database", "The dump is truncated."))))
                .when(run)
                .restore(any());
        var lifecycle = start(REQUEST);
        continueFrom(
                "StartEvent_UpgradeRequested",
                "CallActivity_RequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade");
        refuseTheDump();
        start(SECOND);
        continueFrom(
                "StartEvent_FurtherUpgradeRequested",
                "CallActivity_FurtherRequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade");
        refuseTheDump();

        assertThat(lifecycle).isWaitingAt("TimerEvent_CaseIdle").hasPassed("EndEvent_FurtherUpgradeEnded");
        assertThat(running(TestingModel.PROCESS_ID)).isZero();
    }

    private static void refuseTheDump() {
        continueFrom(
                "StartEvent_TestUpgradeRequested",
                "Task_TakeTurn",
                "CallActivity_DatabaseUpgrade",
                "StartEvent_DatabaseUpgradeCalled",
                "Task_RestoreCopy",
                "Task_RefuseRequest");
    }

    @Test
    @DisplayName("R117: production is requested and upgraded while a test is still being tested")
    void runsProductionWhileATestIsTested() {
        when(turns.take(SECOND)).thenReturn(true);
        var lifecycle = start(REQUEST);
        continueFrom(
                "StartEvent_UpgradeRequested",
                "CallActivity_RequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade");
        deliverTheTestCopy();
        openTheChecklist("CallActivity_Testing");

        start(SECOND, Purpose.PRODUCTION);
        continueFrom(
                "StartEvent_FurtherUpgradeRequested",
                "CallActivity_FurtherRequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_ProductionUpgrade");
        upgradeProduction();
        fireTimer("BoundaryEvent_AfterCareOver");

        verify(ends).deliver(SECOND);
        assertThat(lifecycle).hasPassed("EndEvent_FurtherUpgradeEnded").isWaitingAt("CallActivity_RequestedUpgrade");
    }

    @Test
    @DisplayName("R117: production is upgraded in the case of its tests, or in one of its own")
    void runsProduction() {
        when(turns.take(SECOND)).thenReturn(true);
        var lifecycle = start(REQUEST, Purpose.PRODUCTION);
        continueFrom(
                "StartEvent_UpgradeRequested",
                "CallActivity_RequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_ProductionUpgrade");
        upgradeProduction();
        verify(ends).deliver(REQUEST);
        assertThat(taskQuery().singleResult()).hasName("Look after production").hasCandidateUser("demo");
        complete(taskQuery().singleResult(), withVariables("afterCareComment", "All is well"));
        continueFrom("Task_LookAfterProduction");
        verify(timeline).add(NUMBER, Timeline.Kind.CASE, "All is well in production: All is well", CALLER);
        assertThat(lifecycle).isWaitingAt("TimerEvent_CaseIdle");

        start(SECOND, Purpose.PRODUCTION);
        continueFrom(
                "StartEvent_FurtherUpgradeRequested",
                "CallActivity_FurtherRequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_ProductionUpgrade");
        upgradeProduction();
        verify(ends).deliver(SECOND);
        fireTimer("BoundaryEvent_AfterCareOver");

        assertThat(lifecycle).isWaitingAt("TimerEvent_CaseIdle").hasPassed("EndEvent_FurtherUpgradeEnded");
    }

    @Test
    @DisplayName("R125: nobody looks after a production that is as it was before")
    void looksAfterNothingThatWasReverted() {
        doThrow(new RequestRefusedException(List.of(new Reason("database", "It is being upgraded."))))
                .when(run)
                .restore(any());
        var lifecycle = start(REQUEST, Purpose.PRODUCTION);
        continueFrom(
                "StartEvent_UpgradeRequested",
                "CallActivity_RequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_ProductionUpgrade",
                "StartEvent_ProductionUpgradeRequested",
                "Task_TakeTurn",
                "Task_CloseDatabase",
                "CallActivity_DatabaseUpgrade",
                "StartEvent_DatabaseUpgradeCalled",
                "Task_RestoreCopy",
                "CompensationEvent_RevertAfterRefusal",
                "Task_RefuseRequest");

        assertThat(lifecycle).isWaitingAt("TimerEvent_CaseIdle");
        assertThat(passed(RequestedUpgradeModel.PROCESS_ID))
                .contains("EndEvent_DatabaseAsBefore")
                .doesNotContain("Task_LookAfterProduction");
    }

    @Test
    @DisplayName(
            "R22, R26: issues are resolved beside what else happens in the case, and one whose case is closed by itself")
    void resolvesIssuesBesideTheRest() {
        var lifecycle = start(REQUEST);
        issueWorkflow().start(issue("ISS-00001"));
        assertThat(issueWorkflow().withdraw("ISS-00001"))
                .as("it is just beginning")
                .isFalse();
        continueFrom("StartEvent_IssueReported", "CallActivity_IssueResolution", "StartEvent_IssueReported");
        assertThat(lifecycle).isWaitingAt("StartEvent_UpgradeRequested", "CallActivity_IssueResolution");
        assertThat(taskQuery().singleResult()).hasCandidateGroup("support-analysts");
        assertThat(issueWorkflow().withdraw("ISS-00002")).isTrue();
        assertThat(issueWorkflow().withdraw("ISS-00001")).isTrue();
        continueFrom("StartEvent_IssueWithdrawn");
        assertThat(lifecycle).isWaitingAt("StartEvent_UpgradeRequested").hasPassed("EndEvent_IssueEnded");

        workflow().cancelCase(NUMBER);
        issueWorkflow().start(issue("ISS-00003")); // the case's process takes no more
        continueFrom("StartEvent_CaseCancelled");
        continueFrom("StartEvent_IssueReported");
        assertThat(running(UpgradeLifecycleModel.PROCESS_ID)).isZero();
        assertThat(taskQuery().singleResult()).hasDueDate(Date.from(DUE));
    }

    @Test
    @DisplayName("R24, R110: the go-live is planned in the case, beside what else happens in it")
    void plansTheGoLive() {
        var plan = GoLivePlanningProcessTest.plan(State.OPEN, true, false, null);
        when(plans.require(plan.id())).thenReturn(plan);
        var lifecycle = start(REQUEST);
        var golive = new CamundaGoLiveWorkflow(runtimeService(), processEngine().getTaskService());

        golive.start(plan);
        continueFrom("StartEvent_PlanningPossible", "CallActivity_GoLivePlanning", "StartEvent_PlanningPossible");
        assertThat(lifecycle).isWaitingAt("StartEvent_UpgradeRequested", "CallActivity_GoLivePlanning");
        golive.cancelled(plan.id());
        continueFrom("StartEvent_PlanCancelled");

        assertThat(lifecycle).isWaitingAt("StartEvent_UpgradeRequested").hasPassed("EndEvent_PlanningEnded");
    }

    @Test
    @DisplayName("R20: a case that its customer cancels ends with all that people do in it")
    void isCancelled() {
        var lifecycle = start(REQUEST);
        continueFrom(
                "StartEvent_UpgradeRequested",
                "CallActivity_RequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade");
        deliverTheTestCopy();
        openTheChecklist("CallActivity_Testing");

        workflow().cancelCase(NUMBER);
        continueFrom("StartEvent_CaseCancelled");

        assertThat(lifecycle).isEnded().hasPassed("EndEvent_CaseCancelled");
        assertThat(taskQuery().count()).isZero();
    }

    @Test
    @DisplayName("R20: a case to a newer version takes the place of an older one")
    void isSuperseded() {
        var lifecycle = start(REQUEST);

        workflow().supersedeCase("UPG-00041");
        workflow().supersedeCase(NUMBER);
        continueFrom("StartEvent_NewerCaseOpened");

        assertThat(lifecycle).isEnded().hasPassed("EndEvent_CaseSuperseded").hasNotPassed("EndEvent_CaseClosed");
    }

    private void upgradeProduction() {
        continueFrom("StartEvent_ProductionUpgradeRequested", "Task_TakeTurn", "Task_CloseDatabase");
        upgradeTheProductionCopy();
        continueFrom("Task_SwapDatabases", "Task_DeliverProduction");
    }

    @Test
    @DisplayName("R64: a case that is closed is opened again by the next request")
    void opensAClosedCaseAgain() {
        start(REQUEST);
        continueFrom(
                "StartEvent_UpgradeRequested",
                "CallActivity_RequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade");
        deliverTheTestCopy();
        endTheTesting("CallActivity_Testing");
        fireTimer("TimerEvent_CaseIdle");

        var again = start(SECOND);

        assertThat(again).isWaitingAt("StartEvent_UpgradeRequested").hasBusinessKey(NUMBER);
    }

    @Test
    void theTurnOfOneRequestDoesNotWakeAnother() {
        when(turns.take(REQUEST)).thenReturn(false);
        when(turns.take(SECOND)).thenReturn(false);
        start(REQUEST);
        continueFrom(
                "StartEvent_UpgradeRequested",
                "CallActivity_RequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade");
        continueFrom("StartEvent_TestUpgradeRequested", "Task_TakeTurn");
        start(SECOND);
        continueFrom(
                "StartEvent_FurtherUpgradeRequested",
                "CallActivity_FurtherRequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade");
        continueFrom("StartEvent_TestUpgradeRequested", "Task_TakeTurn");

        workflow().wake(SECOND);
        when(turns.take(SECOND)).thenReturn(true);
        continueFrom("MessageEvent_TurnFreed", "Task_TakeTurn");

        assertThat(runtimeService()
                        .createExecutionQuery()
                        .messageEventSubscriptionName("Msg_TurnFreed")
                        .list())
                .hasSize(1)
                .allSatisfy(waiting -> assertThat(
                                runtimeService().getVariable(waiting.getId(), TestUpgradeModel.REQUEST_ID.name()))
                        .isEqualTo(REQUEST.toString()));
    }

    @Test
    void showsWhereARequestStandsInEachModel() {
        start(REQUEST);
        continueFrom(
                "StartEvent_UpgradeRequested",
                "CallActivity_RequestedUpgrade",
                "StartEvent_UpgradeCalled",
                "CallActivity_TestUpgrade",
                "StartEvent_TestUpgradeRequested");

        var positions = workflow().positions(REQUEST, NUMBER);
        assertThat(positions)
                .extracting(Position::model)
                .containsExactly(
                        UpgradeLifecycleModel.PROCESS_ID,
                        RequestedUpgradeModel.PROCESS_ID,
                        TestUpgradeModel.PROCESS_ID);
        assertThat(positions.get(0).active()).containsExactly("CallActivity_RequestedUpgrade");
        assertThat(positions.get(1).active()).containsExactly("CallActivity_TestUpgrade");
        assertThat(positions.get(2).active()).containsExactly("Task_TakeTurn");
        assertThat(positions.get(2).passed())
                .containsExactlyInAnyOrder("StartEvent_TestUpgradeRequested", "Gateway_TurnJoin");
    }

    private static CamundaUpgradeWorkflow workflow() {
        var processes = processEngine();
        return new CamundaUpgradeWorkflow(
                processes.getRuntimeService(), processes.getTaskService(), processes.getHistoryService());
    }

    /** Starts a request as the application does, and returns its case. */
    private static ProcessInstance start(UUID request) {
        return start(request, Purpose.TEST);
    }

    private static ProcessInstance start(UUID request, Purpose purpose) {
        workflow().start(request(request, purpose));
        return runtimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(UpgradeLifecycleModel.PROCESS_ID)
                .singleResult();
    }

    /** What the preparation of a newer test, and the delivery of production, do. */
    private static void supersede() {
        workflow().endTesting(NUMBER);
    }

    private static void openTheChecklist(String activity) {
        continueFrom(activity, "StartEvent_TestingCalled", "Task_PrepareChecklist", "StartEvent_ChecklistOpened");
    }

    private static void endTheTesting(String activity) {
        openTheChecklist(activity);
        supersede();
        continueFrom("Task_CloseChecklist");
    }

    private void deliverTheTestCopy() {
        continueFrom("StartEvent_TestUpgradeRequested", "Task_TakeTurn");
        upgradeTheDatabase();
        continueFrom("Task_DeliverTestCopy");
    }
}
