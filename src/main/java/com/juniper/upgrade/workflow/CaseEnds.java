package com.juniper.upgrade.workflow;

import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.support.Issues;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import org.springframework.stereotype.Component;

/** Closes what people still did in a case that ended before its time; its tasks went with its process. */
@Component
public class CaseEnds {

    private final UpgradeRequests requests;
    private final Checklists checklists;
    private final Issues issues;

    CaseEnds(UpgradeRequests requests, Checklists checklists, Issues issues) {
        this.requests = requests;
        this.checklists = checklists;
        this.issues = issues;
    }

    /** Closes the checklists and the issues of a case. */
    public void end(String number) {
        requests.ofCase(number).stream().map(UpgradeRequest::id).forEach(checklists::close);
        issues.caseEnded(number);
    }
}
