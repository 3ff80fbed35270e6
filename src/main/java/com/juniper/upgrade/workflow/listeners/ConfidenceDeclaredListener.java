package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;
import static com.juniper.upgrade.workflow.TestingModel.CONFIDENT;
import static com.juniper.upgrade.workflow.TestingModel.TESTING_COMMENT;

import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.security.CurrentCaller;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_DeclareConfidence: keeps the decision with its name and time (R24). */
@Component
class ConfidenceDeclaredListener implements TaskListener {

    private final Checklists checklists;
    private final CurrentCaller callers;

    ConfidenceDeclaredListener(Checklists checklists, CurrentCaller callers) {
        this.checklists = checklists;
        this.callers = callers;
    }

    @Override
    public void notify(DelegateTask task) {
        boolean confident = checklists.decideInTask(
                requestOf(task),
                CONFIDENT.find(task).orElse(false),
                TESTING_COMMENT.find(task).orElse(null),
                callers.require());
        CONFIDENT.set(task, confident);
    }
}
