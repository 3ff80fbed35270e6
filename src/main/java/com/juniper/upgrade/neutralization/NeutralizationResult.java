package com.juniper.upgrade.neutralization;

import java.util.List;

/** What was made harmless. */
public record NeutralizationResult(List<Change> changes) {

    /** So many rows of a table, and what was done to them in a customer's words. */
    public record Change(String table, String what, long rows) {}
}
