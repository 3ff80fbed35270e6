package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.DatabaseUpgradeModel.ELIGIBLE;
import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.upgrades.UpgradeRun;
import com.juniper.upgrade.workflow.Eligibility;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Task_DecideEligibility: keeps the decision's reasons with the request. */
@Component
class EligibilityListener implements ExecutionListener {

    private final UpgradeRun run;

    EligibilityListener(UpgradeRun run) {
        this.run = run;
    }

    @Override
    public void notify(DelegateExecution execution) {
        var reasons = Eligibility.reasons((DmnDecisionResult) execution.getVariable("decisionResult"));
        run.decide(requestOf(execution), reasons);
        ELIGIBLE.set(execution, reasons.isEmpty());
    }
}
