package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.upgrades.RequestEnds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_WithdrawRequest: ends a request whose customer did not answer. */
@Component
class WithdrawRequestDelegate implements JavaDelegate {

    private final RequestEnds ends;

    WithdrawRequestDelegate(RequestEnds ends) {
        this.ends = ends;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ends.withdraw(requestOf(execution));
    }
}
