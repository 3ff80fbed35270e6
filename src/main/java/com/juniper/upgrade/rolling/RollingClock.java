package com.juniper.upgrade.rolling;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Goes on with campaigns and invitations: begins trials, ends waves, tells processes, writes messages. Any node may do it,
 * several at once harmlessly; what fails is tried again the next time.
 */
@Component
class RollingClock {

    private static final Logger log = LoggerFactory.getLogger(RollingClock.class);

    private final Campaigns campaigns;
    private final Trials trials;
    private final Invitations invitations;
    private final InvitationMessages messages;

    RollingClock(Campaigns campaigns, Trials trials, Invitations invitations, InvitationMessages messages) {
        this.campaigns = campaigns;
        this.trials = trials;
        this.invitations = invitations;
        this.messages = messages;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void goOn() {
        for (Campaign campaign : campaigns.withWork()) {
            safely(campaign.number(), () -> {
                trials.begin(campaign);
                campaigns.advance(campaign.number());
            });
        }
        safely("The withdrawal of invitations", invitations::tell);
    }

    @Scheduled(initialDelay = 10, fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void write() {
        safely("The messages of invitations", messages::write);
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void follow() {
        safely("The withdrawal of invitations", invitations::withdrawChanged);
        invitations.due().forEach(due -> safely("The due upgrade of " + due, () -> invitations.follow(due)));
    }

    private static void safely(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("{} failed, and is tried again: {}", what, e.toString());
        }
    }
}
