package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.upgrades.RequestEnds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_ReportFailure: ends a request whose upgrade failed. */
@Component
class ReportFailureDelegate implements JavaDelegate {

    private final RequestEnds ends;

    ReportFailureDelegate(RequestEnds ends) {
        this.ends = ends;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ends.fail(requestOf(execution));
    }
}
