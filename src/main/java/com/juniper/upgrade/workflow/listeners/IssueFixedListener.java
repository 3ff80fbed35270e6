package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.IssueResolutionModel.FIXED_IN;
import static com.juniper.upgrade.workflow.IssueResolutionModel.ISSUE_MESSAGE;
import static com.juniper.upgrade.workflow.IssueResolutionModel.ISSUE_NUMBER;

import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.support.Issues;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_FixIssue and Task_RepairModule: keep in which scripts, or version of the module, it is fixed. */
@Component
class IssueFixedListener implements TaskListener {

    private final Issues issues;
    private final CurrentCaller callers;

    IssueFixedListener(Issues issues, CurrentCaller callers) {
        this.issues = issues;
        this.callers = callers;
    }

    @Override
    public void notify(DelegateTask task) {
        issues.fixed(
                ISSUE_NUMBER.in(task),
                FIXED_IN.in(task),
                ISSUE_MESSAGE.find(task).orElse(null),
                callers.require());
    }
}
