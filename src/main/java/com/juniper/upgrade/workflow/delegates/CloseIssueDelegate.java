package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.IssueResolutionModel.ISSUE_NUMBER;

import com.juniper.upgrade.support.Issues;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_CloseIssue: ends an issue that is resolved, or a change of the standard. */
@Component
class CloseIssueDelegate implements JavaDelegate {

    private final Issues issues;

    CloseIssueDelegate(Issues issues) {
        this.issues = issues;
    }

    @Override
    public void execute(DelegateExecution execution) {
        issues.close(ISSUE_NUMBER.in(execution));
    }
}
