package com.juniper.upgrade.workflow;

import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.runtimeService;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.projects.BranchUpgrade;
import com.juniper.upgrade.projects.BranchUpgrade.Purpose;
import com.juniper.upgrade.projects.BranchUpgrade.State;
import com.juniper.upgrade.projects.CommitQueue.Next;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.Deployment;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Deployment(resources = "bpmn/ProjectUpgrade.bpmn")
class ProjectUpgradeProcessTest extends ProcessTrace {

    private static final long ID = 7;
    private static final Next COMMIT = new Next(true, true);
    private static final Next NONE = new Next(true, false);

    @RegisterExtension
    static ProcessEngineCoverageExtension engine = ProcessEngineCoverageExtension.builder("process-tests.cfg.xml")
            .assertClassCoverageAtLeast(1.0)
            .build();

    private static CamundaProjectWorkflow workflow() {
        return new CamundaProjectWorkflow(runtimeService());
    }

    private static ProcessInstance entered(Purpose purpose) {
        var state = purpose == Purpose.TEST ? State.ON_COMMIT : State.ARMED;
        workflow()
                .start(new BranchUpgrade(
                        ID,
                        1,
                        "main",
                        purpose,
                        "17.0",
                        "demo@juniper.example",
                        state,
                        null,
                        REQUEST,
                        "demo",
                        DUE,
                        DUE,
                        null));
        continueFrom("StartEvent_UpgradeModeEntered");
        return runtimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey("branch-upgrade-7")
                .singleResult();
    }

    @Test
    @DisplayName("R45, R46: each commit is built, and one that comes during a build is built after it")
    void buildsEachCommit() {
        when(commits.take(ID)).thenReturn(NONE, COMMIT, COMMIT, NONE);
        var branch = entered(Purpose.TEST);
        continueFrom("Task_TakeCommit");
        assertThat(branch).isWaitingAt("Gateway_WaitForCommit");
        verify(builds, never()).build(ID, false);

        workflow().commitPushed(ID);
        continueFrom("MessageEvent_CommitPushed", "Task_TakeCommit");
        assertThat(branch).isWaitingAt("Task_BuildBranch");
        workflow().commitPushed(ID); // nobody waits for it: the process asks when it has built
        continueFrom("Task_BuildBranch", "Task_TakeCommit", "Task_BuildBranch", "Task_TakeCommit");

        verify(builds, times(2)).build(ID, false);
        assertThat(branch).isWaitingAt("Gateway_WaitForCommit");
    }

    @Test
    @DisplayName("R45: the mode that was left ends, whether the process waits for a commit or builds one")
    void endsTheMode() {
        when(commits.take(ID)).thenReturn(NONE);
        var waiting = entered(Purpose.TEST);
        continueFrom("Task_TakeCommit");
        workflow().left(ID);
        continueFrom("MessageEvent_ModeLeft");
        assertThat(waiting).isEnded().hasPassed("EndEvent_ModeLeft");

        when(commits.take(ID)).thenReturn(COMMIT, new Next(false, false));
        var building = entered(Purpose.TEST);
        continueFrom("Task_TakeCommit");
        workflow().left(ID);
        continueFrom("Task_BuildBranch", "Task_TakeCommit");
        assertThat(building).isEnded().hasPassed("EndEvent_ModeEnded");
    }

    @Test
    @DisplayName("R45: the mode ends by itself when its time is over")
    void endsByItself() {
        when(commits.take(ID)).thenReturn(NONE);
        var branch = entered(Purpose.TEST);
        continueFrom("Task_TakeCommit");

        continueFrom("TimerEvent_ModeOver", "Task_LeaveUpgradeMode");

        verify(branchUpgradeEnds).timeOver(ID);
        assertThat(branch).isEnded().hasPassed("EndEvent_ModeOver");
    }

    @Test
    @DisplayName("R122: nothing runs before the commit; one that cannot be used leaves production armed")
    void startsProductionWithACommit() {
        when(commits.take(ID)).thenReturn(NONE, COMMIT, NONE, COMMIT);
        when(productionStart.start(ID)).thenReturn(false, true);
        var branch = entered(Purpose.PRODUCTION);
        continueFrom("Task_TakeCommit");
        assertThat(branch).isWaitingAt("Gateway_WaitForCommit");
        verify(productionStart, never()).start(ID);

        workflow().commitPushed(ID);
        continueFrom("MessageEvent_CommitPushed", "Task_TakeCommit", "Task_StartProduction", "Task_TakeCommit");
        assertThat(branch).isWaitingAt("Gateway_WaitForCommit");

        workflow().commitPushed(ID);
        continueFrom("MessageEvent_CommitPushed", "Task_TakeCommit", "Task_StartProduction");
        assertThat(branch).isEnded().hasPassed("EndEvent_ProductionStarted");
        verify(productionStart, times(2)).start(ID);
        verify(builds, never()).build(ID, false);
    }
}
