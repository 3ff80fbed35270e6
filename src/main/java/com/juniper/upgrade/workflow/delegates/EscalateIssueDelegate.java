package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.IssueResolutionModel.ISSUE_NUMBER;

import com.juniper.upgrade.support.Issues;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_EscalateIssue: tells others of an issue whose next step was not done in time. */
@Component
class EscalateIssueDelegate implements JavaDelegate {

    private final Issues issues;

    EscalateIssueDelegate(Issues issues) {
        this.issues = issues;
    }

    @Override
    public void execute(DelegateExecution execution) {
        issues.escalate(ISSUE_NUMBER.in(execution));
    }
}
