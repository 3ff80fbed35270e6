package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.DatabaseUpgradeModel.FURTHER_HOP;

import com.juniper.upgrade.upgrades.UpgradeRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_UpgradeToNextVersion: upgrades the copy by one version. */
@Component
class UpgradeToNextVersionDelegate implements JavaDelegate {

    private final UpgradeRun run;

    UpgradeToNextVersionDelegate(UpgradeRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Refusals.translated(run, execution, id -> FURTHER_HOP.set(execution, run.upgradeHop(id)));
    }
}
