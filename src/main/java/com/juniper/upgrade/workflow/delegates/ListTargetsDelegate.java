package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.rolling.Campaigns;
import com.juniper.upgrade.workflow.ReleaseCampaignModel;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_ListTargets: lists the databases that a campaign tries (R11). */
@Component
class ListTargetsDelegate implements JavaDelegate {

    private final Campaigns campaigns;

    ListTargetsDelegate(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ReleaseCampaignModel.APPROVAL_NEEDED.set(execution, campaigns.listTargets(execution.getProcessBusinessKey()));
    }
}
