package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.rolling.Campaigns;
import com.juniper.upgrade.workflow.ReleaseCampaignModel;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_OpenWave: opens the next wave of a campaign, where there is one. */
@Component
class OpenWaveDelegate implements JavaDelegate {

    private final Campaigns campaigns;

    OpenWaveDelegate(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ReleaseCampaignModel.WAVE_OPENED.set(execution, campaigns.openWave(execution.getProcessBusinessKey()));
    }
}
