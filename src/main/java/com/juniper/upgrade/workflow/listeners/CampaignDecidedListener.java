package com.juniper.upgrade.workflow.listeners;

import com.juniper.upgrade.rolling.Campaign.State;
import com.juniper.upgrade.rolling.Campaigns;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.workflow.ReleaseCampaignModel;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_DecideOnCampaign: keeps the decision with its name and remark; the page keeps its own. */
@Component
class CampaignDecidedListener implements TaskListener {

    private final Campaigns campaigns;
    private final CurrentCaller callers;

    CampaignDecidedListener(Campaigns campaigns, CurrentCaller callers) {
        this.campaigns = campaigns;
        this.callers = callers;
    }

    @Override
    public void notify(DelegateTask task) {
        var campaign = campaigns.require(task.getExecution().getProcessBusinessKey());
        if (campaign.state() == State.PAUSED) {
            boolean answer = ReleaseCampaignModel.CAMPAIGN_RESUMED.find(task).orElse(false);
            campaigns.decideInTask(
                    campaign.number(),
                    answer,
                    ReleaseCampaignModel.CAMPAIGN_REMARK.find(task).orElse(null),
                    callers.require());
            ReleaseCampaignModel.CAMPAIGN_RESUMED.set(task, answer);
        } else {
            ReleaseCampaignModel.CAMPAIGN_RESUMED.set(task, campaign.state().isActive()); // as somebody decided before
        }
    }
}
