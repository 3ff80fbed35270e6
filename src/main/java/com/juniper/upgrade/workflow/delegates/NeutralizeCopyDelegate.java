package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.upgrades.UpgradeRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_NeutralizeCopy: makes the copy harmless. */
@Component
class NeutralizeCopyDelegate implements JavaDelegate {

    private final UpgradeRun run;

    NeutralizeCopyDelegate(UpgradeRun run) {
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Refusals.translated(run, execution, run::neutralize);
    }
}
