package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.UpgradeFailedException;
import com.juniper.upgrade.upgrades.UpgradeRun;
import com.juniper.upgrade.workflow.DatabaseUpgradeModel;
import com.juniper.upgrade.workflow.TestUpgradeModel;
import java.util.UUID;
import java.util.function.Consumer;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Translates the domain's two expected ends into the models' errors; the rest is a fault, and is tried again. Only while
 * a production database is closed, the last try's fault ends the run: it opens as it was rather than wait for a person.
 */
final class Refusals {

    private Refusals() {}

    static void translated(UpgradeRun run, DelegateExecution execution, Consumer<UUID> step) {
        var request = TestUpgradeModel.requestOf(execution);
        try {
            step.accept(request);
        } catch (RequestRefusedException e) {
            throw new BpmnError(DatabaseUpgradeModel.ERROR_REQUEST_REFUSED, e.getMessage());
        } catch (UpgradeFailedException e) {
            throw failed(e);
        } catch (RuntimeException e) {
            throw JobTries.isLast() && run.isClosed(request) ? failed(run.givenUp(request, e)) : e;
        }
    }

    private static BpmnError failed(UpgradeFailedException e) {
        return new BpmnError(DatabaseUpgradeModel.ERROR_UPGRADE_FAILED, e.getMessage());
    }
}
