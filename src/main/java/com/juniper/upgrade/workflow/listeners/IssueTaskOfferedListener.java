package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.IssueResolutionModel.*;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.support.IssueState.Turn;
import com.juniper.upgrade.support.Issues;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Every task of an issue: names it after the issue, shows the issue in the form, and forgets what the task before answered. */
@Component
class IssueTaskOfferedListener implements TaskListener {

    private static final int LONGEST = 3900;

    private final Issues issues;
    private final JuniperProperties properties;

    IssueTaskOfferedListener(Issues issues, JuniperProperties properties) {
        this.issues = issues;
        this.properties = properties;
    }

    @Override
    public void notify(DelegateTask task) {
        var issue = issues.require(ISSUE_NUMBER.in(task));
        var conversation = issues.conversation(issue.number());
        var last = conversation.isEmpty()
                ? ""
                : conversation.get(conversation.size() - 1).body();
        task.setName("%s: %s %s".formatted(task.getName(), issue.number(), issue.title()));
        if (issue.state().turn() != Turn.CUSTOMER) {
            task.setDueDate(Date.from(issue.due()));
        }
        task.setVariableLocal(ISSUE_TITLE.name(), issue.title());
        task.setVariableLocal(ISSUE_TEXT.name(), last.substring(0, Math.min(last.length(), LONGEST)));
        task.setVariableLocal(
                ISSUE_COVERAGE.name(),
                "%s (%s): %s"
                        .formatted(
                                issue.coverage().covered() ? "Covered" : "Not covered",
                                issue.coverage().requirement(),
                                issue.coverage().clause()));
        task.setVariableLocal(ISSUE_PAGE.name(), "%s/support/%s".formatted(properties.publicUrl(), issue.number()));
        forgetAnswers(task);
        task.getExecution().setVariable(ISSUE_MODULE.name(), issue.module()); // a field that may be corrected
    }

    /** What the task before answered is not this one's answer. */
    private static void forgetAnswers(DelegateTask task) {
        List.of(TRIAGE, CONCERN, KNOWN_CAUSE, FIXED_IN, ISSUE_MESSAGE, ISSUE_RESOLVED)
                .forEach(answer -> task.getExecution().setVariable(answer.name(), null));
    }
}
