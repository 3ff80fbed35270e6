package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.upgrades.UpgradeRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_FinishUpgrade: ends the upgrade of the copy. */
@Component
class FinishUpgradeDelegate implements JavaDelegate {

    private final UpgradeRun run;

    FinishUpgradeDelegate(UpgradeRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Refusals.translated(run, execution, run::finish);
    }
}
