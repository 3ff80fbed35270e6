package com.juniper.upgrade.workflow;

import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.golive.GoLivePlans;
import com.juniper.upgrade.support.Issues;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import org.springframework.stereotype.Component;

/** Closes what people still did in a case that ended before its time; its tasks went with its process. */
@Component
public class CaseEnds {

    private final UpgradeRequests requests;
    private final Checklists checklists;
    private final GoLivePlans plans;
    private final Issues issues;

    CaseEnds(UpgradeRequests requests, Checklists checklists, GoLivePlans plans, Issues issues) {
        this.requests = requests;
        this.checklists = checklists;
        this.plans = plans;
        this.issues = issues;
    }

    /** Gives the go-live of a case up, and closes its checklists and its issues. */
    public void end(String number) {
        plans.caseEnded(number);
        requests.ofCase(number).stream().map(UpgradeRequest::id).forEach(checklists::close);
        issues.caseEnded(number);
    }
}
