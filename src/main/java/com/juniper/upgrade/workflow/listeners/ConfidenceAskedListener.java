package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;
import static com.juniper.upgrade.workflow.TestingModel.TESTING_PAGE;

import com.juniper.upgrade.checklists.TestingTexts;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_DeclareConfidence: shows in the form where the answers are. */
@Component
class ConfidenceAskedListener implements TaskListener {

    private final TestingTexts texts;

    ConfidenceAskedListener(TestingTexts texts) {
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        task.setVariableLocal(TESTING_PAGE.name(), texts.page(requestOf(task)));
    }
}
