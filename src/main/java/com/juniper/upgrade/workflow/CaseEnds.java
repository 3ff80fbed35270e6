package com.juniper.upgrade.workflow;

import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.golive.GoLivePlans;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import org.springframework.stereotype.Component;

/** Closes what people still did in a case that ended before its time; its tasks went with its process. */
@Component
public class CaseEnds {

    private final UpgradeRequests requests;
    private final Checklists checklists;
    private final GoLivePlans plans;

    CaseEnds(UpgradeRequests requests, Checklists checklists, GoLivePlans plans) {
        this.requests = requests;
        this.checklists = checklists;
        this.plans = plans;
    }

    /** Closes the checklists of a case, and gives its go-live up. */
    public void end(String number) {
        plans.caseEnded(number);
        requests.ofCase(number).stream().map(UpgradeRequest::id).forEach(checklists::close);
    }
}
