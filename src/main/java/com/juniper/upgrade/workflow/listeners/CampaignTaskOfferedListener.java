package com.juniper.upgrade.workflow.listeners;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.rolling.Campaigns;
import com.juniper.upgrade.workflow.ReleaseCampaignModel;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Every task of a campaign: names it after the campaign, and shows what it is about in the form. */
@Component
class CampaignTaskOfferedListener implements TaskListener {

    private final Campaigns campaigns;
    private final JuniperProperties properties;

    CampaignTaskOfferedListener(Campaigns campaigns, JuniperProperties properties) {
        this.campaigns = campaigns;
        this.properties = properties;
    }

    @Override
    public void notify(DelegateTask task) {
        var campaign = campaigns.require(task.getExecution().getProcessBusinessKey());
        task.setName("%s: %s".formatted(task.getName(), campaign.number()));
        task.setVariableLocal(
                ReleaseCampaignModel.CAMPAIGN_TEXT.name(),
                "%s to version %s of line %s, in %d waves. %s"
                        .formatted(
                                campaign.number(),
                                campaign.version(),
                                campaign.line(),
                                campaign.waves(),
                                campaign.reason() == null ? "" : campaign.reason())
                        .strip());
        task.setVariableLocal(
                ReleaseCampaignModel.CAMPAIGN_PAGE.name(),
                "%s/campaigns/%s".formatted(properties.publicUrl(), campaign.number()));
    }
}
