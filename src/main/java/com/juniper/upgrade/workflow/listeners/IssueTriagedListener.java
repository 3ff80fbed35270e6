package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.IssueResolutionModel.*;

import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.support.Concern;
import com.juniper.upgrade.support.Issues;
import com.juniper.upgrade.support.Triage;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_TriageIssue: keeps what the analyst decided, and tells the process where the issue goes. */
@Component
class IssueTriagedListener implements TaskListener {

    private final Issues issues;
    private final CurrentCaller callers;

    IssueTriagedListener(Issues issues, CurrentCaller callers) {
        this.issues = issues;
        this.callers = callers;
    }

    @Override
    public void notify(DelegateTask task) {
        var triage = Triage.valueOf(TRIAGE.in(task));
        var issue = issues.triage(
                ISSUE_NUMBER.in(task),
                triage,
                CONCERN.find(task)
                        .filter(value -> !value.isEmpty())
                        .map(Concern::valueOf)
                        .orElse(null),
                ISSUE_MODULE.find(task).orElse(null),
                KNOWN_CAUSE.find(task).orElse(false),
                ISSUE_MESSAGE.find(task).orElse(null),
                callers.require());
        TO_BE_FIXED.set(task, triage == Triage.FIX);
        FOR_MAINTAINER.set(task, triage == Triage.MAINTAINER);
        ISSUE_CLOSED.set(task, triage == Triage.STANDARD_CHANGE);
        ISSUE_DUE.set(task, Date.from(issue.due()));
    }
}
