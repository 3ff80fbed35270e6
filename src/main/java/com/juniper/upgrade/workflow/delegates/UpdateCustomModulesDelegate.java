package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.upgrades.UpgradeRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_UpdateCustomModules: updates a project's custom modules in the copy that becomes production. */
@Component
class UpdateCustomModulesDelegate implements JavaDelegate {

    private final UpgradeRun run;

    UpdateCustomModulesDelegate(UpgradeRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Refusals.translated(run, execution, run::updateModules);
    }
}
