package com.juniper.upgrade.reports;

import com.juniper.upgrade.engine.Finding;
import com.juniper.upgrade.neutralization.NeutralizationResult.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an upgrade changed, for people and for programs (R65, R68); the JSON has these members.
 *
 * @param number the case, UPG-00042
 * @param chargeable the clause by which it costs something, where it does
 * @param seconds from the start of the run to the report
 * @param hops each version on the way with its steps
 * @param findings what the customer should know, by category; details by name
 * @param neutralization what was switched off in the copy; empty for production
 * @param filesWritten files of the target version and out of the database, in {@code filestore/}
 */
public record UpgradeReport(
        String number,
        String requestId,
        String database,
        @Nullable String line,
        @Nullable String edition,
        String sourceVersion,
        String targetVersion,
        String purpose,
        @Nullable String chargeable,
        Instant created,
        long seconds,
        List<HopReport> hops,
        Map<String, List<Finding>> findings,
        List<Change> neutralization,
        int filesWritten,
        List<String> customModules) {

    /** One version to the next: its steps in order, times in milliseconds. */
    public record HopReport(String from, String to, long millis, List<StepReport> steps) {}

    /** One step and how many rows it changed. */
    public record StepReport(String title, long rows, long millis) {}

    /** {@return how many findings need the customer's attention} */
    public long problems() {
        return findings.values().stream()
                .flatMap(List::stream)
                .filter(finding -> !finding.severity().equals("INFO"))
                .count();
    }

    /** {@return rows that were changed, over all steps} */
    public long rows() {
        return hops.stream()
                .flatMap(hop -> hop.steps().stream())
                .mapToLong(StepReport::rows)
                .sum();
    }
}
