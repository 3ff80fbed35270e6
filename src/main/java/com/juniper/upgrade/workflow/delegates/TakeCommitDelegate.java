package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.projects.CommitQueue;
import com.juniper.upgrade.workflow.ProjectUpgradeModel;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_TakeCommit: takes the newest commit that waits for its build, while the branch is in upgrade mode. */
@Component
class TakeCommitDelegate implements JavaDelegate {

    private final CommitQueue commits;

    TakeCommitDelegate(CommitQueue commits) {
        this.commits = commits;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var next = commits.take(ProjectUpgradeModel.upgradeOf(execution));
        ProjectUpgradeModel.MODE_GOES_ON.set(execution, next.modeGoesOn());
        ProjectUpgradeModel.COMMIT_TAKEN.set(execution, next.commitTaken());
    }
}
