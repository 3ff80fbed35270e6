package com.juniper.upgrade.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * What changed between two releases of the ERP, for authors of upgrade scripts.
 *
 * @param changes everything that came, went or changed, by module
 * @param renames what looks like one thing with two names, the likeliest first
 * @param losses what the newer release no longer holds and neither a script nor a sentence explains
 */
public record CatalogComparison(
        String from, String to, List<Change> changes, List<LikelyRename> renames, List<Loss> losses) {

    /**
     * Something that came, went or changed.
     *
     * @param module the owning modules, with commas; empty where no module owns it
     * @param kind what it is and what became of it, such as {@code column gone}
     */
    public record Change(String module, String kind, String thing, String detail) {}

    /**
     * Something that may have got a new name.
     *
     * @param kind table, column or external id
     * @param score between 0 and 1
     */
    public record LikelyRename(String kind, String before, String after, double score, String why) {}

    /**
     * A place of the older release that can hold data and is gone.
     *
     * @param kind table, column, type or option
     * @param values how many values of the reference database's standard records it holds
     */
    public record Loss(String module, String kind, String thing, String detail, long values) {}

    /**
     * Compares two catalogs.
     *
     * @param scripts folders of further upgrade scripts and sentences, which count as explanations too
     * @throws EngineException if a file is no catalog
     */
    public static CatalogComparison of(Path before, Path after, List<Path> scripts) {
        try (var older = Catalog.open(before);
                var newer = Catalog.open(after)) {
            var mentions = Scripts.mentions(new Hop(older.version(), newer.version()), scripts);
            return new CatalogComparer(new CatalogFacts(older), new CatalogFacts(newer), mentions)
                    .compare(older.version().toString(), newer.version().toString());
        }
    }
}
