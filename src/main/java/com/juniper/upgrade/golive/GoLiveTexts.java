package com.juniper.upgrade.golive;

import com.juniper.upgrade.golive.GoLivePlan.State;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What the forms of a plan's tasks show. */
@Component
public class GoLiveTexts {

    private final GoLivePlans plans;
    private final GoLiveMails mails;

    GoLiveTexts(GoLivePlans plans, GoLiveMails mails) {
        this.plans = plans;
        this.mails = mails;
    }

    /** {@return where a plan stands, in a sentence} */
    public String of(UUID id) {
        var plan = plans.require(id);
        if (plan.state() == State.HELD) {
            return "Held: " + plan.reason();
        }
        if (plan.start() == null) {
            return "Nothing is proposed yet.";
        }
        return plan.state() == State.PROPOSED
                ? "%s proposes %s.".formatted(plan.proposer(), plan.startText())
                : "%s, for up to %d minutes."
                        .formatted(
                                plan.startText(),
                                plan.reserved().plusSeconds(59).toMinutes());
    }

    /** {@return the address of the page on which a plan is made} */
    public String page(UUID id) {
        return mails.page(plans.require(id));
    }
}
