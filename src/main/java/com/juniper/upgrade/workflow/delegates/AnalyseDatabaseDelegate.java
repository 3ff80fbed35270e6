package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.DatabaseUpgradeModel.FOR_PRODUCTION;
import static com.juniper.upgrade.workflow.TestUpgradeModel.MODULES_PORTED;

import com.juniper.upgrade.upgrades.UpgradeRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_AnalyseDatabase: finds out what the eligibility decision needs. */
@Component
class AnalyseDatabaseDelegate implements JavaDelegate {

    private final UpgradeRun run;

    AnalyseDatabaseDelegate(UpgradeRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Refusals.translated(run, execution, id -> {
            execution.setVariables(run.analyse(id).asVariables());
            MODULES_PORTED.set(execution, run.modulesPorted(id));
            FOR_PRODUCTION.set(execution, run.isForProduction(id));
        });
    }
}
