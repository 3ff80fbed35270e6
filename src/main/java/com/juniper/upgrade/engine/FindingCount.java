package com.juniper.upgrade.engine;

/** How many findings of a hop are of one category, severity and module; a module is empty as in {@link Finding}. */
public record FindingCount(String category, String severity, String module, long findings) {}
