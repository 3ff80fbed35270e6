package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.projects.BranchUpgrades;
import com.juniper.upgrade.workflow.ProjectUpgradeModel;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_LeaveUpgradeMode: ends a branch's upgrade mode, whose time is over. */
@Component
class LeaveUpgradeModeDelegate implements JavaDelegate {

    private final BranchUpgrades upgrades;

    LeaveUpgradeModeDelegate(BranchUpgrades upgrades) {
        this.upgrades = upgrades;
    }

    @Override
    public void execute(DelegateExecution execution) {
        upgrades.timeOver(ProjectUpgradeModel.upgradeOf(execution));
    }
}
