package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.RequestedUpgradeModel.SUPPORT_PAGE;

import com.juniper.upgrade.JuniperProperties;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_LookAfterProduction: shows in the form where to report what is wrong (R26). */
@Component
class AfterCareOfferedListener implements TaskListener {

    private final JuniperProperties properties;

    AfterCareOfferedListener(JuniperProperties properties) {
        this.properties = properties;
    }

    @Override
    public void notify(DelegateTask task) {
        task.setVariableLocal(
                SUPPORT_PAGE.name(),
                properties.publicUrl() + "/support/new?upgrade="
                        + task.getExecution().getProcessBusinessKey());
    }
}
