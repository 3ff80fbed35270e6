package com.juniper.upgrade.watching;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What the status page says.
 *
 * @param maintenance a sentence about maintenance that is planned, for customers to read; empty for none
 * @param leastDisk how much must be free in the home folder for uploads to work
 * @param slowTurn for how long a request may wait for its turn before upgrades are called slow
 */
@Validated
@ConfigurationProperties("juniper.status")
record StatusProperties(@Nullable String maintenance, DataSize leastDisk, Duration slowTurn) {}
