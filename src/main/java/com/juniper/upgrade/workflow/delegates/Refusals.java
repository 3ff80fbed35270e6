package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.UpgradeFailedException;
import com.juniper.upgrade.workflow.DatabaseUpgradeModel;
import org.camunda.bpm.engine.delegate.BpmnError;

/** Translates the domain's two expected ends into the models' errors; the rest is a fault, and is tried again. */
final class Refusals {

    private Refusals() {}

    static void translated(Runnable step) {
        try {
            step.run();
        } catch (RequestRefusedException e) {
            throw new BpmnError(DatabaseUpgradeModel.ERROR_REQUEST_REFUSED, e.getMessage());
        } catch (UpgradeFailedException e) {
            throw new BpmnError(DatabaseUpgradeModel.ERROR_UPGRADE_FAILED, e.getMessage());
        }
    }
}
