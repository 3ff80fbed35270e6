package com.juniper.upgrade.workflow;

import com.juniper.upgrade.rolling.Campaign;
import com.juniper.upgrade.rolling.RollingWorkflow;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.springframework.stereotype.Component;

/** Carries campaigns and invitations with the models {@code ReleaseCampaign} and {@code RollingInvitation}. */
@Component
class CamundaRollingWorkflow implements RollingWorkflow {

    private final RuntimeService processes;
    private final TaskService tasks;

    CamundaRollingWorkflow(RuntimeService processes, TaskService tasks) {
        this.processes = processes;
        this.tasks = tasks;
    }

    @Override
    public void start(Campaign campaign) {
        processes.startProcessInstanceByKey(ReleaseCampaignModel.PROCESS_ID, campaign.number());
    }

    @Override
    public boolean waveEnded(String campaign) {
        return told(ReleaseCampaignModel.MESSAGE_WAVE_ENDED, campaign);
    }

    @Override
    public boolean paused(String campaign) {
        return told(ReleaseCampaignModel.MESSAGE_CAMPAIGN_PAUSED, campaign);
    }

    @Override
    public void stopped(String campaign) {
        told(ReleaseCampaignModel.MESSAGE_CAMPAIGN_STOPPED, campaign);
    }

    @Override
    public boolean isUnderWay(String campaign) {
        return processes
                        .createProcessInstanceQuery()
                        .processDefinitionKey(ReleaseCampaignModel.PROCESS_ID)
                        .processInstanceBusinessKey(campaign)
                        .count()
                > 0;
    }

    private boolean told(String message, String campaign) {
        return !processes
                .createMessageCorrelation(message)
                .processInstanceBusinessKey(campaign)
                .correlateAllWithResult()
                .isEmpty();
    }

    @Override
    public boolean approved(String campaign, boolean approved) {
        return complete(
                campaign,
                ReleaseCampaignModel.TASK_APPROVE_CAMPAIGN,
                Map.of(ReleaseCampaignModel.CAMPAIGN_APPROVED.name(), approved));
    }

    @Override
    public boolean decided(String campaign, boolean resumed) {
        return complete(
                campaign,
                ReleaseCampaignModel.TASK_DECIDE_ON_CAMPAIGN,
                Map.of(ReleaseCampaignModel.CAMPAIGN_RESUMED.name(), resumed));
    }

    private boolean complete(String campaign, String activity, Map<String, Object> variables) {
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(campaign)
                .taskDefinitionKey(activity)
                .singleResult();
        if (task != null) {
            tasks.complete(task.getId(), variables);
        }
        return task != null;
    }

    @Override
    public void startTrial(UpgradeRequest trial) {
        processes.startProcessInstanceByKey(
                RollingInvitationModel.PROCESS_ID, trial.processKey(), TestUpgradeModel.variablesOf(trial));
    }

    @Override
    public void answered(UUID trial, Answer answer) {
        processes
                .createMessageCorrelation(
                        switch (answer) {
                            case UPGRADE -> RollingInvitationModel.MESSAGE_UPGRADE_CHOSEN;
                            case TEST -> RollingInvitationModel.MESSAGE_TEST_CHOSEN;
                            case DECLINED -> RollingInvitationModel.MESSAGE_INVITATION_DECLINED;
                            case WITHDRAWN -> RollingInvitationModel.MESSAGE_INVITATION_WITHDRAWN;
                        })
                .processInstanceBusinessKey(trial.toString())
                .correlateAll();
    }
}
