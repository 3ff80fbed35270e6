package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.IssueResolutionModel.ISSUE_DUE;
import static com.juniper.upgrade.workflow.IssueResolutionModel.ISSUE_MESSAGE;
import static com.juniper.upgrade.workflow.IssueResolutionModel.ISSUE_NUMBER;
import static com.juniper.upgrade.workflow.IssueResolutionModel.ISSUE_RESOLVED;

import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.support.Issues;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_ConfirmResolution: keeps whether the customer finds it resolved. */
@Component
class ResolutionConfirmedListener implements TaskListener {

    private final Issues issues;
    private final CurrentCaller callers;

    ResolutionConfirmedListener(Issues issues, CurrentCaller callers) {
        this.issues = issues;
        this.callers = callers;
    }

    @Override
    public void notify(DelegateTask task) {
        var number = ISSUE_NUMBER.in(task);
        boolean resolved = issues.confirm(
                number,
                ISSUE_RESOLVED.find(task).orElse(false),
                ISSUE_MESSAGE.find(task).orElse(null),
                callers.require());
        ISSUE_RESOLVED.set(task, resolved);
        ISSUE_DUE.set(task, Date.from(issues.require(number).due()));
    }
}
