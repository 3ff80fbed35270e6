package com.juniper.upgrade.reports;

import com.juniper.upgrade.engine.Finding;
import com.juniper.upgrade.engine.FindingCount;
import com.juniper.upgrade.neutralization.NeutralizationResult.Change;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an upgrade changed, for people and for programs (R65, R68); the JSON has these members.
 *
 * @param number the case, UPG-00042
 * @param chargeable the clause by which it costs something, where it does
 * @param seconds from the start of the run to the report
 * @param hops each version on the way with its steps
 * @param integrity figures that may not change, and did not
 * @param findings what the customer should know, by category: the first of each, the worst first
 * @param counts how many findings there are in all, of each hop
 * @param appTitles what the modules that findings name are called, by their technical names
 * @param scriptPack by which scripts it was upgraded
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
        List<Integrity> integrity,
        Map<String, List<Finding>> findings,
        List<FindingCount> counts,
        Map<String, String> appTitles,
        String scriptPack,
        List<Change> neutralization,
        int filesWritten,
        List<String> customModules) {

    /** The category of figures that stayed, which have a table of their own. */
    static final String INTEGRITY = "integrity";

    private static final int FIRST = 5;

    /** One version to the next: its steps in order, times in milliseconds. */
    public record HopReport(String from, String to, long millis, List<StepReport> steps) {}

    /**
     * One integrity check over all hops.
     *
     * @param check its name
     * @param sentence what must stay
     * @param figures how many were compared, the first version's
     * @param before their sum in the first version
     * @param after their sum in the last one
     */
    public record Integrity(String check, String sentence, String figures, String before, String after) {

        static List<Integrity> of(List<Finding> findings) {
            Map<String, Integrity> checks = new LinkedHashMap<>();
            for (Finding finding : findings) {
                var details = finding.details();
                var figures = new Integrity(
                        details.getOrDefault("check", ""),
                        finding.title(),
                        details.getOrDefault("figures", ""),
                        details.getOrDefault("before", ""),
                        details.getOrDefault("after", ""));
                checks.merge(
                        figures.check,
                        figures,
                        (first, last) ->
                                new Integrity(first.check, first.sentence, first.figures, first.before, last.after));
            }
            return List.copyOf(checks.values());
        }
    }

    /** One step and how many rows it changed. */
    public record StepReport(String title, long rows, long millis) {}

    /**
     * What was found in one app, of one category.
     *
     * @param app a module's name, or empty where it is none's
     * @param title what the module is called
     * @param total how many there are, not only those that the report has
     */
    public record AppFindings(String app, String title, long total, List<Finding> shown) {}

    /** {@return what was found of a category, app by app} */
    public List<AppFindings> apps(String category) {
        var shown = findings.getOrDefault(category, List.of()).stream().collect(Collectors.groupingBy(Finding::module));
        return counts.stream()
                .filter(count -> count.category().equals(category))
                .collect(Collectors.groupingBy(
                        FindingCount::module, TreeMap::new, Collectors.summingLong(FindingCount::findings)))
                .entrySet()
                .stream()
                .map(app -> new AppFindings(
                        app.getKey(),
                        appTitles.getOrDefault(app.getKey(), app.getKey()),
                        app.getValue(),
                        shown.getOrDefault(app.getKey(), List.of())))
                .toList();
    }

    /** {@return how many findings of a category there are} */
    public long total(String category) {
        return counts.stream()
                .filter(count -> count.category().equals(category))
                .mapToLong(FindingCount::findings)
                .sum();
    }

    /** {@return how many findings need the customer's attention} */
    public long problems() {
        return counts.stream()
                .filter(count -> !count.severity().equals("INFO"))
                .mapToLong(FindingCount::findings)
                .sum();
    }

    /** {@return the first of what needs the customer's attention, problems before the rest} */
    public List<Finding> firstProblems() {
        return findings.values().stream()
                .flatMap(List::stream)
                .filter(finding -> !finding.severity().equals("INFO"))
                .sorted(Comparator.comparing(finding -> !finding.severity().equals("PROBLEM")))
                .limit(FIRST)
                .toList();
    }

    /** {@return the longest time of a step, in milliseconds} */
    public long longestStep() {
        return hops.stream()
                .flatMap(hop -> hop.steps().stream())
                .mapToLong(StepReport::millis)
                .max()
                .orElse(0);
    }

    /** {@return rows that were changed, over all steps} */
    public long rows() {
        return hops.stream()
                .flatMap(hop -> hop.steps().stream())
                .mapToLong(StepReport::rows)
                .sum();
    }
}
