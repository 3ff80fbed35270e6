package com.juniper.upgrade.workflow;

import com.juniper.upgrade.projects.BranchUpgrade;
import com.juniper.upgrade.projects.ProjectWorkflow;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

/** Carries branches in upgrade mode with the model {@code ProjectUpgrade}. */
@Component
class CamundaProjectWorkflow implements ProjectWorkflow {

    private final RuntimeService processes;

    CamundaProjectWorkflow(RuntimeService processes) {
        this.processes = processes;
    }

    @Override
    public void start(BranchUpgrade upgrade) {
        processes.startProcessInstanceByKey(
                ProjectUpgradeModel.PROCESS_ID,
                ProjectUpgradeModel.keyOf(upgrade.id()),
                ProjectUpgradeModel.variablesOf(upgrade));
    }

    @Override
    public void commitPushed(long upgrade) {
        tell(ProjectUpgradeModel.MESSAGE_COMMIT_PUSHED, upgrade);
    }

    @Override
    public void left(long upgrade) {
        tell(ProjectUpgradeModel.MESSAGE_MODE_LEFT, upgrade);
    }

    private void tell(String message, long upgrade) {
        processes
                .createMessageCorrelation(message)
                .processInstanceBusinessKey(ProjectUpgradeModel.keyOf(upgrade))
                .correlateAll();
    }
}
