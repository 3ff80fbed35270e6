package com.juniper.upgrade.rolling;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.releases.ReleasePublished;
import com.juniper.upgrade.releases.ReleaseWithdrawn;
import com.juniper.upgrade.support.IssueEnded;
import com.juniper.upgrade.support.IssueOpened;
import com.juniper.upgrade.support.Issues;
import com.juniper.upgrade.upgrades.RequestEnded;
import com.juniper.upgrade.upgrades.RequestState;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts, stops and revives what rolling releases do when something happens elsewhere. */
@Component
class RollingEvents {

    private final Campaigns campaigns;
    private final TrialStore trials;
    private final Invitations invitations;
    private final Issues issues;
    private final boolean start;

    RollingEvents(
            Campaigns campaigns,
            TrialStore trials,
            Invitations invitations,
            Issues issues,
            JuniperProperties properties) {
        this.campaigns = campaigns;
        this.trials = trials;
        this.invitations = invitations;
        this.issues = issues;
        this.start = properties.rolling().start();
    }

    @EventListener
    void published(ReleasePublished release) {
        if (start) {
            campaigns.published(release.line(), release.version(), release.by());
        }
    }

    @EventListener
    void withdrawn(ReleaseWithdrawn release) {
        campaigns.withdrawn(release.line(), release.version(), release.by());
    }

    @EventListener
    void opened(IssueOpened issue) {
        invitations.issueOpened(issue.upgrade(), issue.title());
    }

    /** The resolved issue of trials lets all its databases be tried again; a customer's own issue, his (R19). */
    @EventListener
    void ended(IssueEnded issue) {
        var groups = trials.resolve(issue.number());
        for (var group : groups) {
            campaigns.again(group.campaign(), group.signature());
            campaigns.resolved(group.campaign());
        }
        if (groups.isEmpty() && issues.blocking(issue.upgrade()).isEmpty()) {
            invitations.issuesResolved(issue.upgrade());
        }
    }

    @EventListener
    void ended(RequestEnded ended) {
        Long database = ended.request().databaseId();
        if (database != null && ended.request().isForProduction()) {
            invitations.productionEnded(database, ended.state() == RequestState.DELIVERED);
        }
    }
}
