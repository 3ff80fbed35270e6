package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.projects.BranchUpgrades;
import com.juniper.upgrade.workflow.ProjectUpgradeModel;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_TakeCommit: takes the newest commit that waits for its build, while the branch is in upgrade mode. */
@Component
class TakeCommitDelegate implements JavaDelegate {

    private final BranchUpgrades upgrades;

    TakeCommitDelegate(BranchUpgrades upgrades) {
        this.upgrades = upgrades;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var taken = upgrades.takeCommit(ProjectUpgradeModel.upgradeOf(execution));
        ProjectUpgradeModel.MODE_GOES_ON.set(execution, taken.modeGoesOn());
        ProjectUpgradeModel.COMMIT_TAKEN.set(execution, taken.commitTaken());
    }
}
