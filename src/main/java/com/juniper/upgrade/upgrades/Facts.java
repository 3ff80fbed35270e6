package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.engine.Analysis;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseAnalysis;
import com.juniper.upgrade.engine.NotAnErpDatabaseException;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Releases;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks into a database for what the eligibility decision needs. */
@Component
class Facts {

    private static final Pattern VERSION = Pattern.compile("\\d{1,3}\\.\\d{1,3}");

    private final Releases releases;

    Facts(Releases releases) {
        this.releases = releases;
    }

    /**
     * What was asked for.
     *
     * @param hosting where the database is
     * @param editionAsked what the requester named, likewise {@code hostingAsked}
     */
    record Asked(
            @Nullable String targetVersion,
            String hosting,
            @Nullable String editionAsked,
            @Nullable String hostingAsked) {}

    /**
     * What a look found.
     *
     * @param analysis null where it is no database of the ERP
     */
    record Found(DatabaseFacts facts, @Nullable Analysis analysis) {}

    /** Looks into a database, and changes nothing. */
    Found in(DatabaseAddress address, Asked asked) {
        try {
            var line = DatabaseAnalysis.line(address);
            var catalogs = releases.catalogs(line);
            var target = version(asked.targetVersion());
            var analysis = DatabaseAnalysis.of(
                    address, catalogs, target != null && catalogs.files().containsKey(target) ? target : null);
            var custom = catalogs.files().containsKey(analysis.version())
                    ? analysis.customModules().stream()
                            .map(module -> module.name())
                            .toList()
                    : List.<String>of();
            return new Found(
                    new DatabaseFacts(
                            true,
                            asked.targetVersion(),
                            catalogs.versions().stream().map(Version::toString).toList(),
                            true,
                            null,
                            line,
                            analysis.version().toString(),
                            analysis.edition(),
                            asked.editionAsked(),
                            asked.hosting(),
                            asked.hostingAsked(),
                            custom),
                    analysis);
        } catch (NotAnErpDatabaseException e) {
            return new Found(
                    new DatabaseFacts(
                            true,
                            asked.targetVersion(),
                            List.of(),
                            false,
                            e.getMessage(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of()),
                    null);
        }
    }

    private static @Nullable Version version(@Nullable String text) {
        return text == null || !VERSION.matcher(text).matches() ? null : Version.parse(text);
    }
}
