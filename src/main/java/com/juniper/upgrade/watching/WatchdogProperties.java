package com.juniper.upgrade.watching;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * For how long something may be in a state before an operator is asked to look at it; what waits for people is not here,
 * their tasks have due dates.
 *
 * @param submitted a request before its first step
 * @param queued a request that waits for its turn
 * @param running a request under way
 * @param trial a trial of a rolling release, with its wait for its turn
 * @param listing a campaign that lists its databases
 * @param branchUpgrade a branch whose upgrade has ended, until it knows
 * @param buildQueued a build that waits for its turn
 * @param buildRunning a build under way
 */
@Validated
@ConfigurationProperties("juniper.watchdog")
record WatchdogProperties(
        Duration submitted,
        Duration queued,
        Duration running,
        Duration trial,
        Duration listing,
        Duration branchUpgrade,
        Duration buildQueued,
        Duration buildRunning) {}
