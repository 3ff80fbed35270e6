package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.managementService;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.runtimeService;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.notifications.DiscussMessage;
import com.juniper.upgrade.upgrades.UpgradeFailedException;
import java.util.List;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.Deployment;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Deployment(resources = {"bpmn/DatabaseUpgrade.bpmn", "bpmn/Eligibility.dmn"})
class DatabaseUpgradeProcessTest extends ProcessTrace {

    @RegisterExtension
    static ProcessEngineCoverageExtension engine = ProcessEngineCoverageExtension.builder("process-tests.cfg.xml")
            .assertClassCoverageAtLeast(1.0)
            .build();

    @Test
    @DisplayName(
            "R2, R66, R69: version by version, then neutralized and verified before the report, which is posted, and the result")
    void upgradesTheDatabase() {
        var message = new DiscussMessage("report", "Report", "<p></p>", null);
        when(run.upgradeHop(REQUEST)).thenReturn(true, false);
        when(reports.message(REQUEST)).thenReturn(message);
        var upgrade = startedUpgrade();

        decideEligibility();
        continueFrom("Task_UpgradeToNextVersion", "Task_UpgradeToNextVersion", "Task_FinishUpgrade");
        continueFrom("Task_NeutralizeCopy", "Task_VerifyNeutralization", "Task_WriteReport", "Task_PackResult");

        assertEnded(upgrade, "EndEvent_DatabaseUpgraded");
        var order = inOrder(run, reports);
        order.verify(run).restore(REQUEST);
        order.verify(run).analyse(REQUEST);
        order.verify(run).decide(REQUEST, List.of());
        order.verify(run, times(2)).upgradeHop(REQUEST);
        order.verify(run).finish(REQUEST);
        order.verify(run).neutralize(REQUEST);
        order.verify(run).verify(REQUEST);
        order.verify(reports).write(REQUEST);
        order.verify(run).post(REQUEST, message);
        order.verify(run).pack(REQUEST);
    }

    @Test
    @DisplayName("R69: what becomes production is not neutralized")
    void leavesProductionAsItIs() {
        when(run.isForProduction(REQUEST)).thenReturn(true);
        var upgrade = startedUpgrade();

        decideEligibility();
        continueFrom(
                "Task_UpgradeToNextVersion",
                "Task_FinishUpgrade",
                "Task_UpdateCustomModules",
                "Task_WriteReport",
                "Task_PackResult");

        assertEnded(upgrade, "EndEvent_DatabaseUpgraded");
        verify(run, never()).neutralize(REQUEST);
        verify(run).updateModules(REQUEST);
    }

    @Test
    @DisplayName("R127: custom modules whose update fails, fail the upgrade")
    void failsWithTheCustomModules() {
        when(run.isForProduction(REQUEST)).thenReturn(true);
        doThrow(new UpgradeFailedException("acme_rental cannot be updated", new IllegalStateException()))
                .when(run)
                .updateModules(REQUEST);
        startedUpgrade();

        decideEligibility();
        continueFrom("Task_UpgradeToNextVersion", "Task_FinishUpgrade");

        failAt("Task_UpdateCustomModules", "Err_UpgradeFailed");
    }

    @Test
    @DisplayName("R9: custom modules that are not declared ported stop the upgrade before its first step")
    void stopsForCustomModules() {
        when(run.modulesPorted(REQUEST)).thenReturn(false);
        var upgrade = startedUpgrade();

        decideEligibility();

        assertEnded(upgrade, "EndEvent_CustomModulesToDeclare");
        assertThat(upgrade).variables().containsEntry("modulesPorted", false);
        verify(run, never()).upgradeHop(REQUEST);
    }

    @Test
    @DisplayName("R8: a refusal stores its reasons, and reaches nobody who does not expect it unheard")
    void refusesAnotherApplicationsDatabase() {
        when(run.analyse(REQUEST)).thenReturn(facts("it has no table ir_module_module"));
        startedUpgrade();
        continueFrom("StartEvent_DatabaseUpgradeCalled", "Task_RestoreCopy", "Task_AnalyseDatabase");

        failAt("Task_DecideEligibility", DatabaseUpgradeModel.ERROR_REQUEST_REFUSED);

        verify(run)
                .decide(
                        eq(REQUEST),
                        argThat(reasons ->
                                reasons.size() == 1 && reasons.get(0).message().contains("ir_module_module")));
    }

    @Test
    @DisplayName("A leak that the verification finds is an end, not a fault: nothing is tried again")
    void failsWhereTheCopyIsNotHarmless() {
        doThrow(new UpgradeFailedException("No such column", new IllegalStateException()))
                .when(run)
                .verify(REQUEST);
        startedUpgrade();
        decideEligibility();
        continueFrom("Task_UpgradeToNextVersion", "Task_FinishUpgrade", "Task_NeutralizeCopy");

        failAt("Task_VerifyNeutralization", DatabaseUpgradeModel.ERROR_UPGRADE_FAILED);

        verify(run, never()).pack(REQUEST);
    }

    @Test
    @DisplayName("A fault is tried again, becomes an incident at its step, and goes on there when it is gone")
    void triesAFaultAgain() {
        doThrow(new IllegalStateException("connection refused")).when(run).restore(REQUEST);
        var upgrade = startedUpgrade();
        continueFrom("StartEvent_DatabaseUpgradeCalled");
        failAt("Task_RestoreCopy", "connection refused");
        failAt("Task_RestoreCopy", "connection refused");
        failAt("Task_RestoreCopy", "connection refused");
        assertThat(upgrade).isWaitingAt("Task_RestoreCopy");
        assertThat(runtimeService().createIncidentQuery().list()).hasSize(1);

        doNothing().when(run).restore(REQUEST);
        var job = managementService().createJobQuery().noRetriesLeft().singleResult();
        managementService().setJobRetries(job.getId(), 1);
        continueFrom("Task_RestoreCopy");

        assertThat(upgrade).isWaitingAt("Task_AnalyseDatabase");
        assertThat(runtimeService().createIncidentQuery().count()).isZero();
    }

    private static ProcessInstance startedUpgrade() {
        return runtimeService().startProcessInstanceByKey(DatabaseUpgradeModel.PROCESS_ID, NUMBER, variables(REQUEST));
    }

    private static void assertEnded(ProcessInstance upgrade, String end) {
        var others =
                List.of("EndEvent_DatabaseUpgraded", "EndEvent_CustomModulesToDeclare", "EndEvent_RequestRefused")
                        .stream()
                        .filter(other -> !other.equals(end))
                        .toArray(String[]::new);
        assertThat(upgrade).isEnded().hasPassed(end).hasNotPassed(others);
    }
}
