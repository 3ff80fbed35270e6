package com.juniper.upgrade.golive;

import com.juniper.upgrade.checklists.ConfidenceDeclared;
import com.juniper.upgrade.support.IssueEnded;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestEnded;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.Timeline;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Hears what happens to tests and upgrades, in their transactions. */
@Component
@Transactional
class GoLiveEvents {

    private final GoLivePlans plans;
    private final PlanStore store;
    private final GoLiveWorkflow workflow;
    private final UpgradeRequests requests;
    private final Timeline timeline;
    private final InstantSource clock;

    GoLiveEvents(
            GoLivePlans plans,
            PlanStore store,
            GoLiveWorkflow workflow,
            UpgradeRequests requests,
            Timeline timeline,
            InstantSource clock) {
        this.plans = plans;
        this.store = store;
        this.workflow = workflow;
        this.requests = requests;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** R24: once the customer is confident, the go-live is planned. */
    @EventListener
    void confident(ConfidenceDeclared declared) {
        if (declared.confident()) {
            plans.offer(requests.require(declared.request()).number());
        }
    }

    /** R24: once the last issue in the way is closed, too. */
    @EventListener
    void issueEnded(IssueEnded ended) {
        plans.offer(ended.upgrade());
    }

    /**
     * R115: a rehearsal that fails holds the go-live. After production nothing is planned any more. Where it did not come so
     * far it is planned again; a failure is an issue first, whose resolution offers it.
     */
    @EventListener
    void ended(RequestEnded ended) {
        var request = ended.request();
        if (request.purpose() == Purpose.REHEARSAL) {
            store.ofRehearsal(request.id()).ifPresent(plan -> rehearsed(plan, ended));
        } else if (request.purpose() == Purpose.PRODUCTION) {
            store.newest(request.number()).ifPresent(plan -> upgraded(plan, ended));
        }
    }

    private void rehearsed(GoLivePlan plan, RequestEnded ended) {
        boolean delivered = ended.state() == RequestState.DELIVERED;
        if (delivered) {
            store.rehearsed(plan.id(), clock.instant());
        } else {
            store.reason(
                    plan.id(),
                    "The rehearsal failed: "
                            + requests.reasons(ended.request().id()).stream()
                                    .map(Reason::message)
                                    .collect(Collectors.joining(" ")));
        }
        timeline.add(plan.number(), Timeline.Kind.PLAN, delivered ? "Rehearsal succeeded" : "Rehearsal failed");
        workflow.rehearsalEnded(plan.id(), delivered);
    }

    private void upgraded(GoLivePlan plan, RequestEnded ended) {
        boolean delivered = ended.state() == RequestState.DELIVERED;
        if (delivered && plan.isOpen()) {
            store.start(plan.id(), ended.request().id(), clock.instant());
            workflow.cancelled(plan.id());
        } else if (delivered && plan.onPremise()) {
            store.start(plan.id(), ended.request().id(), clock.instant());
            workflow.startedOnPremise(plan.id());
        } else if (!delivered && !plan.isOpen() && ended.state() != RequestState.FAILED) {
            plans.offer(plan.number());
        }
    }
}
