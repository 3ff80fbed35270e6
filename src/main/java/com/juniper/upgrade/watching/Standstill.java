package com.juniper.upgrade.watching;

import java.time.Instant;

/**
 * Something that is in a state for longer than the state's limit.
 *
 * @param title what it is, like UPG-00042
 * @param page its address on the platform, from the slash on
 */
public record Standstill(long id, String title, String state, Instant since, String page) {}
