package com.juniper.upgrade.support;

import com.juniper.upgrade.upgrades.RequestEnded;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes an issue of a request that failed, and tells fixed issues of a test that was delivered. */
@Component
class IssueEvents {

    private final Issues issues;
    private final UpgradeRequests requests;

    IssueEvents(Issues issues, UpgradeRequests requests) {
        this.issues = issues;
        this.requests = requests;
    }

    @EventListener
    void ended(RequestEnded event) {
        var request = event.request();
        if (event.state() == RequestState.FAILED) {
            issues.reportFailure(request, requests.failure(request.id()));
        } else if (event.state() == RequestState.DELIVERED && !request.isForProduction()) {
            issues.testDelivered(request);
        }
    }
}
