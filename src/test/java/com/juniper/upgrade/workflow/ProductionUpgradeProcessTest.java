package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.processEngine;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.runtimeService;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.upgrades.Purpose;
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
            "bpmn/ProductionUpgrade.bpmn",
            "bpmn/DatabaseUpgrade.bpmn",
            "bpmn/Eligibility.dmn",
            "forms/declare-custom-modules-ported.form"
        })
class ProductionUpgradeProcessTest extends ProcessTrace {

    private static final String[] ENDS = {
        "EndEvent_ProductionDelivered", "EndEvent_RequestRefused", "EndEvent_UpgradeFailed"
    };

    @RegisterExtension
    static ProcessEngineCoverageExtension engine = ProcessEngineCoverageExtension.builder("process-tests.cfg.xml")
            .excludeProcessDefinitionKeys(DatabaseUpgradeModel.PROCESS_ID)
            .assertClassCoverageAtLeast(0.97) // all but the event that only marks where the compensation hangs
            .build();

    @Test
    @DisplayName("R119: the database is closed before it is copied, and the copy put in its place after its upgrade")
    void deliversProduction() {
        var request = closed();

        upgradeTheProductionCopy();
        continueFrom("Task_SwapDatabases", "Task_DeliverProduction");

        assertEnded(request, "EndEvent_ProductionDelivered");
        var order = inOrder(run, ends);
        order.verify(run).close(REQUEST);
        order.verify(run).restore(REQUEST);
        order.verify(run).swap(REQUEST);
        order.verify(ends).deliver(REQUEST);
        verify(run, never()).neutralize(any());
        verify(run, never()).revert(any());
    }

    @Test
    void waitsForItsTurnBeforeAnythingIsClosed() {
        when(turns.take(REQUEST)).thenReturn(false, false, true);
        var request = started();

        continueFrom("Task_TakeTurn");
        runtimeService()
                .createMessageCorrelation(TestUpgradeModel.MESSAGE_TURN_FREED)
                .correlate();
        continueFrom("MessageEvent_TurnFreed", "Task_TakeTurn");
        fireTimer("TimerEvent_WaitingTimeOver");
        verify(run, never()).close(any());
        continueFrom("Task_TakeTurn");

        assertThat(request).isWaitingAt("Task_CloseDatabase");
    }

    @Test
    @DisplayName("R125: an upgrade that fails is reverted before anybody is told")
    void revertsAFailure() {
        doThrow(new UpgradeFailedException("No more", new IllegalStateException()))
                .when(run)
                .upgradeHop(REQUEST);
        var request = closed();

        continueFrom("CallActivity_DatabaseUpgrade");
        decideEligibility();
        continueFrom("Task_UpgradeToNextVersion");
        revertAfter("Failure");
        continueFrom("Task_ReportFailure");

        assertReverted(request, "EndEvent_UpgradeFailed");
        verify(ends).fail(REQUEST);
    }

    @Test
    @DisplayName("R9: a database that is refused is open again")
    void revertsARefusal() {
        doThrow(new RequestRefusedException(List.of(new Reason("customModules", "They are not declared."))))
                .when(run)
                .modulesPorted(REQUEST);
        var request = closed();

        continueFrom(
                "CallActivity_DatabaseUpgrade",
                "StartEvent_DatabaseUpgradeCalled",
                "Task_RestoreCopy",
                "Task_AnalyseDatabase");
        revertAfter("Refusal");
        continueFrom("Task_RefuseRequest");

        assertReverted(request, "EndEvent_RequestRefused");
        verify(ends).refuse(REQUEST);
    }

    @Test
    @DisplayName("R125: a swap that fails is reverted")
    void revertsAFailedSwap() {
        doThrow(new UpgradeFailedException("No more", new IllegalStateException()))
                .when(run)
                .swap(REQUEST);
        var request = closed();

        upgradeTheProductionCopy();
        continueFrom("Task_SwapDatabases");
        revertAfter("Failure");
        continueFrom("Task_ReportFailure");

        assertReverted(request, "EndEvent_UpgradeFailed");
    }

    @Test
    @DisplayName("R125: a run that nothing drives any more is given up, wherever it stands")
    void revertsWhatIsGivenUp() {
        var request = closed();
        continueFrom("CallActivity_DatabaseUpgrade");

        assertThat(workflow().isAlive(REQUEST)).isTrue();
        assertThat(workflow().giveUp(REQUEST)).isTrue();
        revertAfter("Failure");
        continueFrom("Task_ReportFailure");

        assertReverted(request, "EndEvent_UpgradeFailed");
        assertThat(workflow().isAlive(REQUEST)).isFalse();
        assertThat(workflow().giveUp(REQUEST)).isFalse();
    }

    @Test
    @DisplayName(
            "R125: in a restored platform a production upgrade ends with what its cluster says, wherever it stands")
    void endsAfterARestore() {
        when(turns.take(REQUEST)).thenReturn(false, true, true);
        when(ends.fail(REQUEST)).thenReturn(true);
        var waiting = started();
        continueFrom("Task_TakeTurn");
        assertEndsNow(waiting);

        var upgrading = closed();
        continueFrom("CallActivity_DatabaseUpgrade", "StartEvent_DatabaseUpgradeCalled", "Task_RestoreCopy");
        assertEndsNow(upgrading);

        var swapping = closed();
        upgradeTheProductionCopy();
        assertEndsNow(swapping);
        assertThat(workflow().endProduction(REQUEST)).isFalse();
        verify(run, never()).swap(any());
        verify(run, never()).revert(any());
    }

    private static void assertEndsNow(ProcessInstance request) {
        assertThat(workflow().endProduction(REQUEST)).isTrue();
        continueFrom("Task_ReportFailure");
        assertEnded(request, "EndEvent_UpgradeFailed");
    }

    @Test
    @DisplayName("R65: in a restored platform the upgrade of a copy begins anew with the copy, wherever it stands")
    void beginsAnewAfterARestore() {
        var request = closed();
        continueFrom(
                "CallActivity_DatabaseUpgrade",
                "StartEvent_DatabaseUpgradeCalled",
                "Task_RestoreCopy",
                "Task_AnalyseDatabase");

        assertThat(workflow().beginAnew(REQUEST)).isTrue();
        continueFrom("Task_RestoreCopy", "Task_AnalyseDatabase");

        verify(run, times(2)).restore(REQUEST);
        assertThat(request).isWaitingAt("CallActivity_DatabaseUpgrade");
        assertThat(workflow().endProduction(REQUEST)).isTrue();
        assertThat(workflow().beginAnew(REQUEST)).isFalse();
    }

    private static ProcessInstance started() {
        var request = runtimeService()
                .startProcessInstanceByKey(
                        ProductionUpgradeModel.PROCESS_ID,
                        NUMBER,
                        TestUpgradeModel.variablesOf(request(REQUEST, Purpose.PRODUCTION)));
        continueFrom("StartEvent_ProductionUpgradeRequested");
        return request;
    }

    private static ProcessInstance closed() {
        var request = started();
        continueFrom("Task_TakeTurn", "Task_CloseDatabase");
        return request;
    }

    private static void revertAfter(String end) {
        continueFrom("CompensationEvent_RevertAfter" + end);
    }

    private static CamundaUpgradeWorkflow workflow() {
        var processes = processEngine();
        return new CamundaUpgradeWorkflow(
                processes.getRuntimeService(), processes.getTaskService(), processes.getHistoryService());
    }

    private void assertReverted(ProcessInstance request, String end) {
        assertEnded(request, end);
        verify(run).revert(REQUEST);
        verify(ends, never()).deliver(any());
    }

    private static void assertEnded(ProcessInstance request, String end) {
        var others = List.of(ENDS).stream().filter(other -> !other.equals(end)).toArray(String[]::new);
        assertThat(request).isEnded().hasPassed(end).hasNotPassed(others);
        assertThat(running(DatabaseUpgradeModel.PROCESS_ID)).isZero();
    }
}
