package com.juniper.upgrade.workflow.listeners;

import com.juniper.upgrade.golive.GoLiveTexts;
import com.juniper.upgrade.workflow.GoLivePlanningModel;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_ProposeSlot: shows where the plan stands, and forgets what was answered before. */
@Component
class SlotAskedListener implements TaskListener {

    private final GoLiveTexts texts;

    SlotAskedListener(GoLiveTexts texts) {
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        SlotForm.offer(task, texts);
        if (GoLivePlanningModel.REHEARSE.find(task).isEmpty()) {
            GoLivePlanningModel.REHEARSE.set(task, true); // ticked in the form
        }
    }
}
