package com.juniper.upgrade.workflow.listeners;

import com.juniper.upgrade.workflow.WatchdogModel;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_LookAtStandstill: names the task after what stands still. */
@Component
class StandstillOfferedListener implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        task.setName("%s: %s".formatted(task.getName(), WatchdogModel.STANDSTILL_TITLE.in(task)));
    }
}
