package com.juniper.upgrade.upgrades;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the eligibility decision looks at; a fact that is not known yet is null, and no reason comes of it.
 *
 * @param databaseGiven whether there is a database to look at
 * @param targetVersion the version asked for
 * @param publishedVersions those of the database's line, or of every line before that is known
 * @param erp whether it is a database of the ERP; {@code notErp} says why not
 * @param line the release line
 * @param edition community or enterprise; {@code editionAsked} is what the requester named
 * @param hosting ONLINE, SH or ONPREM; {@code hostingAsked} is what the requester named
 * @param customModules the installed modules that no release knows
 */
public record DatabaseFacts(
        boolean databaseGiven,
        @Nullable String targetVersion,
        List<String> publishedVersions,
        @Nullable Boolean erp,
        @Nullable String notErp,
        @Nullable String line,
        @Nullable String sourceVersion,
        @Nullable String edition,
        @Nullable String editionAsked,
        @Nullable String hosting,
        @Nullable String hostingAsked,
        List<String> customModules) {

    /** {@return these facts for a project's branch, whose commits bring the custom modules' code (R46)} */
    DatabaseFacts ofBranch() {
        return new DatabaseFacts(
                databaseGiven,
                targetVersion,
                publishedVersions,
                erp,
                notErp,
                line,
                sourceVersion,
                edition,
                editionAsked,
                hosting,
                hostingAsked,
                List.of());
    }

    /** {@return the facts by name, lists as text with commas: what the decision table and the processes read} */
    public Map<String, @Nullable Object> asVariables() {
        Map<String, @Nullable Object> variables = new TreeMap<>();
        variables.put("databaseGiven", databaseGiven);
        variables.put("targetVersion", targetVersion);
        variables.put("publishedVersions", String.join(", ", publishedVersions));
        variables.put("erp", erp);
        variables.put("notErp", notErp);
        variables.put("line", line);
        variables.put("sourceVersion", sourceVersion);
        variables.put("edition", edition);
        variables.put("editionAsked", editionAsked);
        variables.put("hosting", hosting);
        variables.put("hostingAsked", hostingAsked);
        variables.put("customModules", String.join(", ", customModules));
        return variables;
    }
}
