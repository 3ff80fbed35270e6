package com.juniper.upgrade.workflow;

import com.juniper.upgrade.projects.BranchUpgradeEnds;
import com.juniper.upgrade.upgrades.RequestEnds;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.runtime.Incident;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells the case and its customer, and frees its slot, when a step's retries are used up and a person of the platform must help. */
@Component
class StuckUpgrades extends AbstractProcessEnginePlugin {

    private final ObjectProvider<RequestEnds> ends;
    private final ObjectProvider<BranchUpgradeEnds> branches;

    StuckUpgrades(ObjectProvider<RequestEnds> ends, ObjectProvider<BranchUpgradeEnds> branches) {
        this.ends = ends;
        this.branches = branches;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setCustomIncidentHandlers(List.of(new DefaultIncidentHandler(Incident.FAILED_JOB_HANDLER_TYPE) {
            @Override
            public Incident handleIncident(IncidentContext context, String message) {
                var request = requestOf(context.getExecutionId());
                if (request != null) {
                    ends.getObject().stuck(request);
                }
                ProjectUpgradeModel.upgradeOf(keyOf(context.getExecutionId()))
                        .ifPresent(upgrade -> branches.getObject().stuck(upgrade));
                return super.handleIncident(context, message);
            }
        }));
    }

    private static @Nullable String keyOf(@Nullable String executionId) {
        var execution = executionId == null
                ? null
                : Context.getCommandContext().getExecutionManager().findExecutionById(executionId);
        return execution == null ? null : execution.getProcessBusinessKey();
    }

    private static @Nullable UUID requestOf(@Nullable String executionId) {
        if (executionId == null) {
            return null;
        }
        var execution = Context.getCommandContext().getExecutionManager().findExecutionById(executionId);
        var value = execution == null ? null : execution.getVariable(TestUpgradeModel.REQUEST_ID.name());
        return value instanceof String text ? UUID.fromString(text) : null;
    }
}
