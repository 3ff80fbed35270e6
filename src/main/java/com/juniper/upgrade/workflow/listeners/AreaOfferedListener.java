package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;
import static com.juniper.upgrade.workflow.TestingModel.AREA;
import static com.juniper.upgrade.workflow.TestingModel.AREA_ANSWER;
import static com.juniper.upgrade.workflow.TestingModel.AREA_ITEMS;
import static com.juniper.upgrade.workflow.TestingModel.AREA_TITLE;
import static com.juniper.upgrade.workflow.TestingModel.TESTING_COMMENT;
import static com.juniper.upgrade.workflow.TestingModel.TESTING_PAGE;

import com.juniper.upgrade.checklists.TestingTexts;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_TestArea: names the task after its area, and shows its items in the form. */
@Component
class AreaOfferedListener implements TaskListener {

    private final TestingTexts texts;

    AreaOfferedListener(TestingTexts texts) {
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        var text = texts.of(requestOf(task), AREA.in(task));
        task.setName("%s: %s".formatted(task.getName(), text.title()));
        task.setVariableLocal(AREA_TITLE.name(), text.title());
        task.setVariableLocal(AREA_ITEMS.name(), text.items());
        task.setVariableLocal(TESTING_PAGE.name(), text.page());
        task.getExecution().setVariableLocal(AREA_ANSWER.name(), null); // what is answered is this task's alone
        task.getExecution().setVariableLocal(TESTING_COMMENT.name(), null);
    }
}
