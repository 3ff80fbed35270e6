package com.juniper.upgrade.workflow.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.rolling.Campaigns;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.workflow.ReleaseCampaignModel;
import com.juniper.upgrade.workflow.TestUpgradeModel;
import com.juniper.upgrade.workflow.UpgradeLifecycleModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.rest.dto.AtomLink;
import org.camunda.bpm.engine.rest.dto.runtime.ProcessInstanceDto;
import org.camunda.bpm.engine.rest.dto.runtime.ProcessInstanceWithVariablesDto;
import org.camunda.bpm.engine.runtime.ProcessInstanceWithVariables;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts a process that somebody outside asks for, with every gate of {@code /api} (design.md, Processes). */
@Component
class ProcessStarts {

    private final UpgradeDesk desk;
    private final Campaigns campaigns;
    private final RuntimeService processes;
    private final ProcessEngineConfigurationImpl engine;
    private final TransactionTemplate transactions;
    private final ObjectMapper json;

    ProcessStarts(
            UpgradeDesk desk,
            Campaigns campaigns,
            RuntimeService processes,
            ProcessEngineConfigurationImpl engine,
            TransactionTemplate transactions,
            ObjectMapper json) {
        this.desk = desk;
        this.campaigns = campaigns;
        this.processes = processes;
        this.engine = engine;
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * Starts a process and answers as the engine's own REST API does.
     *
     * @throws Refusal if the caller may not have it, or it is not eligible
     */
    void answer(String process, JsonNode body, Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var start = StartBody.of(process, body);
        var instance = register(process, start, caller);
        var answer = start.withVariables()
                ? ProcessInstanceWithVariablesDto.fromProcessInstance(instance)
                : ProcessInstanceDto.fromProcessInstance(instance);
        var own = request.getRequestURL();
        var api = own.substring(0, own.indexOf("/process-definition/"));
        answer.addLink(new AtomLink("self", api + "/process-instance/" + instance.getId(), "GET"));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(response.getOutputStream(), answer);
    }

    /** Registers the request, or the campaign, and starts its process in one transaction. */
    private ProcessInstanceWithVariables register(String process, StartBody body, Caller caller) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                if (process.equals(ReleaseCampaignModel.PROCESS_ID)) {
                    return startCampaign(body, caller);
                }
                var request = desk.register(body.command(process), caller);
                if (process.equals(UpgradeLifecycleModel.PROCESS_ID)) {
                    requireNewCase(request);
                }
                return start(process, request);
            }));
        } catch (RequestRefusedException e) {
            throw new Refusal(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()), Map.of("reasons", e.reasons()));
        } catch (RequestNotFoundException e) {
            throw new Refusal(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()), Map.of());
        }
    }

    private ProcessInstanceWithVariables start(String process, UpgradeRequest request) {
        return start(processes
                .createProcessInstanceByKey(process)
                .businessKey(request.number())
                .setVariables(TestUpgradeModel.variablesOf(request)));
    }

    /** By the caller's name; the engine's own authorizations are not asked, for the gate has decided. */
    private ProcessInstanceWithVariables start(ProcessInstantiationBuilder builder) {
        return engine.getCommandExecutorTxRequired()
                .execute(command -> command.runWithoutAuthorization(builder::executeWithVariablesInReturn));
    }

    /** With the settings of the configuration. */
    private ProcessInstanceWithVariables startCampaign(StartBody body, Caller caller) {
        var campaign =
                campaigns.register(body.require("line"), body.require("targetVersion"), campaigns.defaults(), caller);
        return start(processes
                .createProcessInstanceByKey(ReleaseCampaignModel.PROCESS_ID)
                .businessKey(campaign.number()));
    }

    private void requireNewCase(UpgradeRequest request) {
        boolean open = processes
                        .createProcessInstanceQuery()
                        .processDefinitionKey(UpgradeLifecycleModel.PROCESS_ID)
                        .processInstanceBusinessKey(request.number())
                        .count()
                > 0;
        if (open) {
            throw Refusal.badRequest(
                    UpgradeLifecycleModel.PROCESS_ID,
                    "the case %s of this database and version is open already; start TestUpgrade or ProductionUpgrade in it."
                            .formatted(request.number()));
        }
    }
}
