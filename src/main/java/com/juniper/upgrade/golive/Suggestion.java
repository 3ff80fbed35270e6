package com.juniper.upgrade.golive;

import java.time.Instant;

/**
 * A start that is suggested (R112).
 *
 * @param activity what is to be expected meanwhile, in messages, logins and changed records
 */
public record Suggestion(Instant start, double activity) {}
