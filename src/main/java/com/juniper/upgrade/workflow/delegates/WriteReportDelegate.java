package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.reports.UpgradeReports;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_WriteReport: writes what the upgrade did, for people and for programs. */
@Component
class WriteReportDelegate implements JavaDelegate {

    private final UpgradeReports reports;

    WriteReportDelegate(UpgradeReports reports) {
        this.reports = reports;
    }

    @Override
    public void execute(DelegateExecution execution) {
        reports.write(requestOf(execution));
    }
}
