package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.ProductionUpgradeModel.PRODUCTION_DELIVERED;
import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.upgrades.RequestEnds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_ReportFailure: ends a request whose upgrade failed, or failed after the upgraded database was in its place. */
@Component
class ReportFailureDelegate implements JavaDelegate {

    private final RequestEnds ends;

    ReportFailureDelegate(RequestEnds ends) {
        this.ends = ends;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (ends.fail(requestOf(execution))) {
            PRODUCTION_DELIVERED.set(execution, true);
        }
    }
}
