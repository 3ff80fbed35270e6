package com.juniper.upgrade.upgrades;

/**
 * A case ended before its time, by its customer or by one to a newer version; listeners act in the transaction of the end,
 * after the case's process was told.
 */
public record CaseEnded(String number) {}
