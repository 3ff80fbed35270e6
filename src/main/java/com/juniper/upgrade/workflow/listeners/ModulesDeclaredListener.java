package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.TestUpgradeModel.MODULES_PORTED;
import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.upgrades.UpgradeRequests;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_DeclareCustomModulesPorted: keeps what the customer declared with the request. */
@Component
class ModulesDeclaredListener implements TaskListener {

    private final UpgradeRequests requests;

    ModulesDeclaredListener(UpgradeRequests requests) {
        this.requests = requests;
    }

    @Override
    public void notify(DelegateTask task) {
        requests.declareModules(requestOf(task), MODULES_PORTED.in(task));
    }
}
