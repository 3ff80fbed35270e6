package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.projects.BranchUpgradeEnds;
import com.juniper.upgrade.workflow.ProjectUpgradeModel;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_LeaveUpgradeMode: ends a branch's upgrade mode, whose time is over. */
@Component
class LeaveUpgradeModeDelegate implements JavaDelegate {

    private final BranchUpgradeEnds ends;

    LeaveUpgradeModeDelegate(BranchUpgradeEnds ends) {
        this.ends = ends;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ends.timeOver(ProjectUpgradeModel.upgradeOf(execution));
    }
}
