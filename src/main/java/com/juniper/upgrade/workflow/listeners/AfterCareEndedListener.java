package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.RequestedUpgradeModel.AFTER_CARE_COMMENT;

import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.Timeline;
import com.juniper.upgrade.upgrades.Timeline.Kind;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_LookAfterProduction: keeps in the case's timeline that all is well, and with which words. */
@Component
class AfterCareEndedListener implements TaskListener {

    private static final int LONGEST_COMMENT = 300;

    private final Timeline timeline;
    private final CurrentCaller callers;

    AfterCareEndedListener(Timeline timeline, CurrentCaller callers) {
        this.timeline = timeline;
        this.callers = callers;
    }

    @Override
    public void notify(DelegateTask task) {
        var comment = AFTER_CARE_COMMENT
                .find(task)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> ": " + text.substring(0, Math.min(text.length(), LONGEST_COMMENT)))
                .orElse("");
        timeline.add(
                task.getExecution().getProcessBusinessKey(),
                Kind.CASE,
                "All is well in production" + comment,
                callers.require());
    }
}
