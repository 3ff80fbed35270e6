package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.databases.HostedDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of an upgrade for one database.
 *
 * @param number of its case, UPG-00042
 * @param submitter the name of the caller who submitted it, who alone may download the result (R56)
 * @param databaseName how the customer calls the database
 * @param databaseId the hosted database, in place of an upload
 * @param uploadId the upload, in place of a hosted database
 * @param fileName what the uploaded file, or the hosted database, is called
 * @param uploadBytes the size of the upload, or of the hosted database
 * @param hosting ONLINE, SH or ONPREM: where the database comes from, and goes back to (R7)
 * @param chargeable the clause by which it costs something, where it does (decision 6)
 * @param branch of which project's branch it is, {@code project/branch}; null for all others
 * @param commit whose custom modules production gets, of a project
 * @param stuck whether a person of the platform must look at it before it goes on
 */
public record UpgradeRequest(
        UUID id,
        String number,
        @Nullable String company,
        String databaseName,
        String submitter,
        Purpose purpose,
        String email,
        String contract,
        @Nullable Long databaseId,
        @Nullable String uploadId,
        String fileName,
        long uploadBytes,
        @Nullable String line,
        @Nullable String sourceVersion,
        String targetVersion,
        String hosting,
        RequestState state,
        @Nullable String chargeable,
        @Nullable String externalReference,
        List<String> customModules,
        boolean modulesDeclared,
        @Nullable String editionAsked,
        @Nullable String hostingAsked,
        @Nullable String edition,
        @Nullable String branch,
        @Nullable String commit,
        boolean stuck,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant ended) {

    /** {@return whether the result becomes production, and so is not neutralized (R69)} */
    public boolean isForProduction() {
        return purpose == Purpose.PRODUCTION;
    }

    /** {@return whether it is the platform's own silent trial, of which no customer knows (R12)} */
    public boolean isTrial() {
        return purpose == Purpose.TRIAL;
    }

    /**
     * {@return the business key of its processes: its case's number; of a trial its own id, so that who reads a case's
     * processes does not find it}
     */
    public String processKey() {
        return isTrial() ? id.toString() : number;
    }

    /** {@return what becomes of a hosted database's copy: what builds copy, on a branch with custom modules (R44)} */
    public HostedDatabase.Kind copyKind() {
        return isTrial()
                ? HostedDatabase.Kind.TRIAL
                : branch != null && !customModules.isEmpty() ? HostedDatabase.Kind.UPGRADED : HostedDatabase.Kind.TEST;
    }

    /** {@return whether the database is one that the platform hosts, else it was uploaded} */
    public boolean isHosted() {
        return databaseId != null;
    }

    /** {@return the name of its database in the workshop} */
    public String workshopName() {
        return "req_" + id.toString().replace("-", "");
    }

    /** {@return what happens next, in a sentence for its customer} */
    public String next() {
        if (stuck) {
            return "A technical fault stopped the upgrade. The platform's operators are told; nothing is lost, and it goes on from where it was.";
        }
        if (isTrial()) {
            return "It is a silent trial of a rolling release: nobody is told of it, and its copy is dropped.";
        }
        return switch (state) {
            case SUBMITTED -> "The upgrade begins in a moment.";
            case QUEUED -> "The upgrade begins as soon as it is its turn; one upgrade runs for a database at a time.";
            case RUNNING ->
                isForProduction() && isHosted()
                        ? "The database is unavailable until the upgrade ends; a mail to %s tells when it is open again."
                                .formatted(email)
                        : "Wait for the end, or close the page: a mail to %s tells when it is ready.".formatted(email);
            case WAITING_FOR_MODULES ->
                "Port your custom modules (%s) to %s, then declare it: the upgrade waits for you."
                        .formatted(String.join(", ", customModules), targetVersion);
            case DELIVERED -> delivered();
            case REFUSED -> "Change what the reasons name, and ask again.";
            case FAILED -> "Our analysts look at the failure; you can ask again at any time.";
            case CANCELLED -> "Ask again when you are ready.";
        };
    }

    private String delivered() {
        if (isForProduction()) {
            return isHosted()
                    ? "Your database is on %s and open. Report whatever is wrong through the support page; the database as it was is kept."
                            .formatted(targetVersion)
                    : "Download the upgraded database, restore it beside yours, merge its filestore with yours, then put it in its place.";
        }
        if (copyKind() == HostedDatabase.Kind.UPGRADED) {
            return "The upgraded backup is on the branch %s: each commit restores it and updates the custom modules (%s). Push their code for %s."
                    .formatted(branch, String.join(", ", customModules), targetVersion);
        }
        return isHosted()
                ? "Open the upgraded test database, and test as many business flows as possible."
                : "Download the upgraded database, restore it, merge its filestore with yours, and test as many business flows as possible.";
    }
}
