package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.upgrades.RequestEnds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_RefuseRequest: ends a request that the customer must change. */
@Component
class RefuseRequestDelegate implements JavaDelegate {

    private final RequestEnds ends;

    RefuseRequestDelegate(RequestEnds ends) {
        this.ends = ends;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ends.refuse(requestOf(execution));
    }
}
