package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.upgrades.UpgradeRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_VerifyNeutralization: looks for outward channels that are still open. */
@Component
class VerifyNeutralizationDelegate implements JavaDelegate {

    private final UpgradeRun run;

    VerifyNeutralizationDelegate(UpgradeRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Refusals.translated(run, execution, run::verify);
    }
}
