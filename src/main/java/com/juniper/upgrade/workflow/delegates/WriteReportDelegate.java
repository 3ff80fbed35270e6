package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.reports.UpgradeReports;
import com.juniper.upgrade.upgrades.UpgradeRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_WriteReport: writes what the upgrade did, for people and for programs, and posts it into the copy's Discuss. */
@Component
class WriteReportDelegate implements JavaDelegate {

    private final UpgradeReports reports;
    private final UpgradeRun run;

    WriteReportDelegate(UpgradeReports reports, UpgradeRun run) {
        this.reports = reports;
        this.run = run;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var request = requestOf(execution);
        reports.write(request);
        run.post(request, reports.message(request));
    }
}
