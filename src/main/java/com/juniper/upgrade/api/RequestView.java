package com.juniper.upgrade.api;

import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestStep;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request, as programs see it.
 *
 * @param url of its case's page
 * @param progress 0 to 1
 * @param etaSeconds until its end; null while it waits for somebody
 * @param chargeable the clause by which it costs something, where it does
 * @param customModules modules that no release knows
 * @param artifacts what can be downloaded: the database by the submitter alone (R56)
 * @param next what happens next, in a sentence
 */
record RequestView(
        UUID requestId,
        String number,
        String url,
        String state,
        String purpose,
        String database,
        @Nullable String sourceVersion,
        String targetVersion,
        @Nullable String externalReference,
        double progress,
        @Nullable Long etaSeconds,
        @Nullable String chargeable,
        List<String> customModules,
        List<StepView> steps,
        List<Reason> reasons,
        List<ArtifactView> artifacts,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant ended,
        String next) {

    /** A step; {@code total} is -1 where nobody knows, {@code millis} null while it runs. */
    record StepView(
            String hop,
            String name,
            String title,
            String state,
            long rows,
            long total,
            Instant startedAt,
            @Nullable Long millis) {

        static StepView of(RequestStep step) {
            return new StepView(
                    step.hop(),
                    step.name(),
                    step.title(),
                    step.isDone() ? "DONE" : "RUNNING",
                    step.rows(),
                    step.total(),
                    step.started(),
                    step.millis());
        }
    }

    /** A file; {@code kind} is DATABASE, REPORT or LOG. */
    record ArtifactView(String name, String kind, long bytes, String sha256, Instant expires, String url) {}
}
