package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.ProductionUpgradeModel.PRODUCTION_DELIVERED;
import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.upgrades.RequestEnds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_DeliverProduction: says that production is on the new version. */
@Component
class DeliverProductionDelegate implements JavaDelegate {

    private final RequestEnds ends;

    DeliverProductionDelegate(RequestEnds ends) {
        this.ends = ends;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ends.deliver(requestOf(execution));
        PRODUCTION_DELIVERED.set(execution, true);
    }
}
