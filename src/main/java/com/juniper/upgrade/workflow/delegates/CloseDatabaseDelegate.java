package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.upgrades.UpgradeRun;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_CloseDatabase: makes the database unavailable. Where that fails for good, what follows has nothing to copy. */
@Component
class CloseDatabaseDelegate implements JavaDelegate {

    private final UpgradeRun run;

    CloseDatabaseDelegate(UpgradeRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            Refusals.translated(run, execution, run::close);
        } catch (BpmnError e) {
            run.revert(requestOf(execution));
        }
    }
}
