package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;
import static com.juniper.upgrade.workflow.TestingModel.AREA;
import static com.juniper.upgrade.workflow.TestingModel.AREA_ANSWER;
import static com.juniper.upgrade.workflow.TestingModel.TESTING_COMMENT;

import com.juniper.upgrade.checklists.Answer;
import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.security.CurrentCaller;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_TestArea: keeps the answer that somebody gave in the form to what was still open; the page keeps its own. */
@Component
class AreaTestedListener implements TaskListener {

    private final Checklists checklists;
    private final CurrentCaller callers;

    AreaTestedListener(Checklists checklists, CurrentCaller callers) {
        this.checklists = checklists;
        this.callers = callers;
    }

    @Override
    public void notify(DelegateTask task) {
        AREA_ANSWER
                .find(task)
                .ifPresent(answer -> checklists.answerInTask(
                        requestOf(task),
                        AREA.in(task),
                        Answer.valueOf(answer),
                        TESTING_COMMENT.find(task).orElse(null),
                        callers.require()));
    }
}
