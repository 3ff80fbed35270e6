package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.upgrades.UpgradeRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_RevertDatabase: opens the database as it was; the compensation of closing it. */
@Component
class RevertDatabaseDelegate implements JavaDelegate {

    private final UpgradeRun run;

    RevertDatabaseDelegate(UpgradeRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        run.revert(requestOf(execution));
    }
}
