package com.juniper.upgrade.projects;

import java.util.function.Consumer;

/**
 * Hears of every commit to which a branch was moved, once and in their order, in the transaction that takes note of it:
 * when the listener fails, note is taken again a minute later.
 */
interface PushListener {

    /**
     * A branch was pushed.
     *
     * @param branch as it is now known; its commit is in the repository
     * @param tell shows a line to who pushes, if he still listens
     */
    void pushed(Project project, Branch branch, Consumer<String> tell);

    /** A branch was deleted. */
    void deleted(Project project, String branch);
}
