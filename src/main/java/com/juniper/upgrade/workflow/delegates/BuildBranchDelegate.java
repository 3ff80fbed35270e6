package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.projects.Builds;
import com.juniper.upgrade.workflow.ProjectUpgradeModel;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_BuildBranch: restores the upgraded backup and updates all custom modules with the commit that was taken. */
@Component
class BuildBranchDelegate implements JavaDelegate {

    private final Builds builds;

    BuildBranchDelegate(Builds builds) {
        this.builds = builds;
    }

    @Override
    public void execute(DelegateExecution execution) {
        builds.build(ProjectUpgradeModel.upgradeOf(execution), JobTries.isLast());
    }
}
