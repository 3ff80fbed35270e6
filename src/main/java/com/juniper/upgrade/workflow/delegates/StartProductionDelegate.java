package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.projects.ProductionStart;
import com.juniper.upgrade.workflow.ProjectUpgradeModel;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_StartProduction: starts the production upgrade with the commit that was taken, where its modules are fit for it. */
@Component
class StartProductionDelegate implements JavaDelegate {

    private final ProductionStart start;

    StartProductionDelegate(ProductionStart start) {
        this.start = start;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ProjectUpgradeModel.PRODUCTION_STARTED.set(execution, start.start(ProjectUpgradeModel.upgradeOf(execution)));
    }
}
