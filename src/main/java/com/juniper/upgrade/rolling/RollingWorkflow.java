package com.juniper.upgrade.rolling;

import com.juniper.upgrade.upgrades.UpgradeRequest;
import java.util.UUID;

/** The processes that carry campaigns and invitations, as the domain needs them; the process engine is behind it. */
public interface RollingWorkflow {

    /** Begins a campaign's process, in the caller's transaction. */
    void start(Campaign campaign);

    /** Opens the next wave; {@return false where the process does not wait for that (yet)} */
    boolean waveEnded(String campaign);

    /** Asks an operator what becomes of a paused campaign; {@return false where the process does not wait for a wave} */
    boolean paused(String campaign);

    /** Completes the task of approval; {@return false where that is not waited for} */
    boolean approved(String campaign, boolean approved);

    /** Completes the task of a paused campaign; {@return false where that is not waited for (yet)} */
    boolean decided(String campaign, boolean resumed);

    /** {@return whether a campaign's process goes on} */
    boolean isUnderWay(String campaign);

    /** Ends a campaign's process, where there is one. */
    void stopped(String campaign);

    /** Begins the process of a trial, and of the invitation after it. */
    void startTrial(UpgradeRequest trial);

    /** How an invitation ends. */
    enum Answer {
        UPGRADE,
        TEST,
        DECLINED,
        WITHDRAWN
    }

    /**
     * Ends the process of an invitation, where it waits for an answer.
     *
     * @param trial the request that was its trial
     */
    void answered(UUID trial, Answer answer);
}
