package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.upgrades.UpgradeRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_SwapDatabases: puts the upgraded copy into the database's place. */
@Component
class SwapDatabasesDelegate implements JavaDelegate {

    private final UpgradeRun run;

    SwapDatabasesDelegate(UpgradeRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Refusals.translated(run, execution, run::swap);
    }
}
