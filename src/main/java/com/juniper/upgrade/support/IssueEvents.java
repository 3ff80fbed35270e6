package com.juniper.upgrade.support;

import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestEnded;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.RequestStep;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.util.stream.Collectors;
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
            var step = requests.steps(request.id()).stream()
                    .filter(candidate -> !candidate.isDone())
                    .reduce((first, second) -> second)
                    .map(RequestStep::title)
                    .orElse("before its first step");
            var reason =
                    requests.reasons(request.id()).stream().map(Reason::message).collect(Collectors.joining("\n"));
            issues.reportFailure(request, step, reason.isBlank() ? "No reason is known; see the log." : reason);
        } else if (event.state() == RequestState.DELIVERED && !request.isForProduction()) {
            issues.testDelivered(request);
        }
    }
}
