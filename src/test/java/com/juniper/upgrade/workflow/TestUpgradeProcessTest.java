package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.complete;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.task;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.withVariables;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.UpgradeFailedException;
import java.util.List;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.Deployment;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Deployment(
        resources = {
            "bpmn/TestUpgrade.bpmn",
            "bpmn/DatabaseUpgrade.bpmn",
            "bpmn/Eligibility.dmn",
            "forms/declare-custom-modules-ported.form"
        })
class TestUpgradeProcessTest extends ProcessTrace {

    private static final String[] ENDS = {
        "EndEvent_TestCopyDelivered", "EndEvent_RequestRefused", "EndEvent_UpgradeFailed", "EndEvent_RequestWithdrawn"
    };

    @RegisterExtension
    static ProcessEngineCoverageExtension engine = ProcessEngineCoverageExtension.builder("process-tests.cfg.xml")
            .excludeProcessDefinitionKeys(DatabaseUpgradeModel.PROCESS_ID)
            .assertClassCoverageAtLeast(1.0)
            .build();

    @Test
    void deliversTheTestCopy() {
        var request = startedRequest();

        continueFrom("Task_TakeTurn");
        upgradeTheDatabase();
        continueFrom("Task_DeliverTestCopy");

        assertEnded(request, "EndEvent_TestCopyDelivered");
        verify(ends).deliver(REQUEST);
    }

    @Test
    @DisplayName("Decision 8: a request that must wait asks for its turn again when one is free")
    void waitsUntilATurnIsFreed() {
        when(turns.take(REQUEST)).thenReturn(false, true);
        var request = startedRequest();

        continueFrom("Task_TakeTurn");
        assertThat(request).isWaitingFor(TestUpgradeModel.MESSAGE_TURN_FREED);
        runtimeService()
                .createMessageCorrelation(TestUpgradeModel.MESSAGE_TURN_FREED)
                .correlate();
        continueFrom("MessageEvent_TurnFreed", "Task_TakeTurn");

        assertThat(request).isWaitingAt("CallActivity_DatabaseUpgrade").hasPassed("MessageEvent_TurnFreed");
        verify(turns, times(2)).take(REQUEST);
    }

    @Test
    void asksForItsTurnAgainWhereNobodyWakesIt() {
        when(turns.take(REQUEST)).thenReturn(false, false, true);
        var request = startedRequest();

        continueFrom("Task_TakeTurn");
        fireTimer("TimerEvent_WaitingTimeOver");
        continueFrom("Task_TakeTurn");
        fireTimer("TimerEvent_WaitingTimeOver");
        continueFrom("Task_TakeTurn");

        assertThat(request).isWaitingAt("CallActivity_DatabaseUpgrade");
        verify(turns, times(3)).take(REQUEST);
    }

    @Test
    @DisplayName("R9, decision 12: custom modules wait for the customer, who finds them named, and then for a turn")
    void goesOnWhenTheCustomModulesAreDeclared() {
        when(run.modulesPorted(REQUEST)).thenReturn(false, true);
        var request = startedRequest();

        untilTheModulesAreAsked();
        assertThat(task(request))
                .hasName("Declare custom modules ported")
                .hasCandidateUser("demo")
                .hasCandidateUser("dora")
                .hasCandidateGroup("support-analysts");
        assertThat(request)
                .variables()
                .containsEntry("customModules", "acme_sale")
                .containsEntry("targetVersion", "18.0");
        complete(task(request), withVariables("modulesPorted", true));
        verify(requests).declareModules(REQUEST, true);
        continueFrom("Task_DeclareCustomModulesPorted", "Task_TakeTurn");
        upgradeTheDatabase();
        continueFrom("Task_DeliverTestCopy");

        assertEnded(request, "EndEvent_TestCopyDelivered");
    }

    @Test
    @DisplayName("R9: a request for whose custom modules nobody answers is withdrawn")
    void withdrawsARequestWithoutAnswer() {
        when(run.modulesPorted(REQUEST)).thenReturn(false);
        var request = startedRequest();

        untilTheModulesAreAsked();
        fireTimer("BoundaryEvent_QuestionUnanswered");
        continueFrom("Task_WithdrawRequest");

        assertEnded(request, "EndEvent_RequestWithdrawn");
        verify(ends).withdraw(REQUEST);
    }

    @Test
    void refusesADumpThatIsDamaged() {
        doThrow(new RequestRefusedException(List.of(new Reason("database", "The dump is truncated."))))
                .when(run)
                .restore(REQUEST);
        var request = startedRequest();

        continueFrom(
                "Task_TakeTurn",
                "CallActivity_DatabaseUpgrade",
                "StartEvent_DatabaseUpgradeCalled",
                "Task_RestoreCopy");
        continueFrom("Task_RefuseRequest");

        assertEnded(request, "EndEvent_RequestRefused");
        verify(ends).refuse(REQUEST);
        verify(run, never()).analyse(REQUEST);
    }

    @Test
    @DisplayName("R8: another application's database is refused, and no upgrade step runs")
    void refusesWhatTheDecisionRefuses() {
        when(run.analyse(REQUEST)).thenReturn(facts("it has no table ir_module_module"));
        var request = startedRequest();

        continueFrom("Task_TakeTurn", "CallActivity_DatabaseUpgrade");
        decideEligibility();
        continueFrom("Task_RefuseRequest");

        assertEnded(request, "EndEvent_RequestRefused");
        verify(run, never()).upgradeHop(REQUEST);
    }

    @Test
    void reportsAnUpgradeThatFails() {
        when(run.upgradeHop(REQUEST))
                .thenThrow(new UpgradeFailedException("No such column", new IllegalStateException()));
        var request = startedRequest();

        continueFrom("Task_TakeTurn", "CallActivity_DatabaseUpgrade");
        decideEligibility();
        continueFrom("Task_UpgradeToNextVersion", "Task_ReportFailure");

        assertEnded(request, "EndEvent_UpgradeFailed");
        verify(ends).fail(REQUEST);
        verify(ends, never()).deliver(REQUEST);
    }

    private static ProcessInstance startedRequest() {
        var request =
                runtimeService().startProcessInstanceByKey(TestUpgradeModel.PROCESS_ID, NUMBER, variables(REQUEST));
        continueFrom("StartEvent_TestUpgradeRequested");
        return request;
    }

    private void untilTheModulesAreAsked() {
        continueFrom("Task_TakeTurn", "CallActivity_DatabaseUpgrade");
        decideEligibility();
        continueFrom("Task_AskForCustomModules");
        verify(ends).askForModules(REQUEST);
    }

    private static void assertEnded(ProcessInstance request, String end) {
        var others = List.of(ENDS).stream().filter(other -> !other.equals(end)).toArray(String[]::new);
        assertThat(request).isEnded().hasPassed(end).hasNotPassed(others);
        assertThat(running(DatabaseUpgradeModel.PROCESS_ID)).isZero();
    }
}
