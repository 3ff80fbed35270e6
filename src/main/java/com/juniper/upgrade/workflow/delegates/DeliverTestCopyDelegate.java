package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.TEST_DELIVERED;
import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.upgrades.RequestEnds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_DeliverTestCopy: hands the result to its submitter. */
@Component
class DeliverTestCopyDelegate implements JavaDelegate {

    private final RequestEnds ends;

    DeliverTestCopyDelegate(RequestEnds ends) {
        this.ends = ends;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ends.deliver(requestOf(execution));
        TEST_DELIVERED.set(execution, true);
    }
}
