package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.reports.UpgradeReports;
import com.juniper.upgrade.upgrades.UpgradeRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_WriteReport: writes what the upgrade did, for people and for programs. */
@Component
class WriteReportDelegate implements JavaDelegate {

    private final UpgradeRun run;
    private final UpgradeReports reports;

    WriteReportDelegate(UpgradeRun run, UpgradeReports reports) {
        this.run = run;
        this.reports = reports;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Refusals.translated(run, execution, reports::write);
    }
}
