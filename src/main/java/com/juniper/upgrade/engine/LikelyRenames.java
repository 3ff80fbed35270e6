package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.CatalogComparison.LikelyRename;
import com.juniper.upgrade.engine.CatalogFacts.ExternalId;
import com.juniper.upgrade.engine.CopyText.Row;
import com.juniper.upgrade.engine.Schema.Column;
import com.juniper.upgrade.engine.Schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Scores pairs of what went and what came by what they have in common: columns, names, values of standard records. */
final class LikelyRenames {

    private static final Set<String> LOG_COLUMNS = Set.of("id", "create_uid", "create_date", "write_uid", "write_date");
    private static final double LIKELY = 0.5;
    private static final int LONG_ENOUGH = 3;

    private final CatalogFacts before;
    private final CatalogFacts after;
    private final ScriptMentions mentions;
    private final List<LikelyRename> found = new ArrayList<>();

    LikelyRenames(CatalogFacts before, CatalogFacts after, ScriptMentions mentions) {
        this.before = before;
        this.after = after;
        this.mentions = mentions;
    }

    List<LikelyRename> find() {
        tables();
        before.schema().tables().values().forEach(this::columns);
        externalIds();
        found.sort(Comparator.comparing(LikelyRename::kind)
                .reversed()
                .thenComparing(Comparator.comparingDouble(LikelyRename::score).reversed())
                .thenComparing(LikelyRename::before));
        return found;
    }

    private void tables() {
        var fleeting = before.fleetingTables();
        var known = new TreeSet<String>();
        before.schema().tables().keySet().forEach(table -> known.add(mentions.renamedTable(table)));
        var come = after.schema().tables().values().stream()
                .filter(table -> !known.contains(table.name()))
                .toList();
        for (Table table : before.schema().tables().values()) {
            if (!after.schema().tables().containsKey(mentions.renamedTable(table.name()))
                    && !fleeting.contains(table.name())) {
                come.stream()
                        .map(other -> tablePair(table, other))
                        .filter(pair -> pair.score() >= LIKELY)
                        .max(Comparator.comparingDouble(LikelyRename::score))
                        .ifPresent(found::add);
            }
        }
    }

    private static LikelyRename tablePair(Table table, Table other) {
        Set<String> common = new HashSet<>(table.columns().keySet());
        common.retainAll(other.columns().keySet());
        common.removeAll(LOG_COLUMNS);
        Set<String> all = new HashSet<>(table.columns().keySet());
        all.addAll(other.columns().keySet());
        all.removeAll(LOG_COLUMNS);
        var columns = all.isEmpty() ? 0 : (double) common.size() / all.size();
        var score = 0.6 * columns + 0.4 * alike(table.name(), other.name());
        return new LikelyRename(
                "table",
                table.name(),
                other.name(),
                score,
                "%d of %d columns in common".formatted(common.size(), all.size()));
    }

    private void columns(Table table) {
        var newer = after.schema().tables().get(mentions.renamedTable(table.name()));
        if (newer == null) {
            return;
        }
        Set<String> known = new HashSet<>();
        table.columns().keySet().forEach(column -> known.add(mentions.renamedColumn(table.name(), column)));
        var come = newer.columns().values().stream()
                .filter(column -> !known.contains(column.name()))
                .toList();
        var gone = table.columns().values().stream()
                .filter(column -> !newer.columns().containsKey(mentions.renamedColumn(table.name(), column.name())))
                .toList();
        if (!gone.isEmpty() && !come.isEmpty()) {
            var values = new CommonValues(table.name(), newer.name());
            gone.forEach(column -> come.stream()
                    .map(other -> columnPair(table, column, other, values))
                    .filter(pair -> pair.score() >= LIKELY)
                    .max(Comparator.comparingDouble(LikelyRename::score))
                    .ifPresent(found::add));
        }
    }

    private static LikelyRename columnPair(Table table, Column column, Column other, CommonValues values) {
        double type = column.type().equals(other.type()) ? 1 : 0;
        double name = alike(column.name(), other.name());
        double common = values.share(column.name(), other.name());
        double score =
                values.known(column.name()) ? 0.3 * type + 0.3 * name + 0.4 * common : 0.3 * type + 0.7 * name * name;
        return new LikelyRename(
                "column",
                table.name() + "." + column.name(),
                table.name() + "." + other.name(),
                score,
                "%s → %s, %.0f %% of standard values in common".formatted(column.type(), other.type(), common * 100));
    }

    /** The values that records with the same external id have in two columns. */
    private final class CommonValues {
        private final Map<String, Row> older;
        private final Map<String, Row> newer;

        CommonValues(String table, String newTable) {
            older = byExternalId(before, table);
            newer = byExternalId(after, newTable);
        }

        boolean known(String column) {
            return older.entrySet().stream()
                    .anyMatch(row -> newer.containsKey(row.getKey())
                            && !row.getValue().get(column).isEmpty());
        }

        double share(String column, String other) {
            int all = 0;
            int same = 0;
            for (var row : older.entrySet()) {
                var match = newer.get(row.getKey());
                var value = row.getValue().get(column);
                if (match != null && !value.isEmpty()) {
                    all++;
                    same += value.equals(match.get(other)) ? 1 : 0;
                }
            }
            return all == 0 ? 0 : (double) same / all;
        }
    }

    private static Map<String, Row> byExternalId(CatalogFacts facts, String table) {
        Map<Integer, Row> rows = new HashMap<>();
        facts.read(table, row -> {
            if (row.find("id") != null) {
                rows.put(row.id(), row);
            }
        });
        Map<String, Row> named = new TreeMap<>();
        facts.externalIds().values().stream()
                .filter(id -> ModelTables.table(id.model()).equals(table) && rows.containsKey(id.id()))
                .forEach(id -> named.put(id.key(), Objects.requireNonNull(rows.get(id.id()))));
        return named;
    }

    private void externalIds() {
        Map<String, List<ExternalId>> gone = without(before, after);
        Map<String, List<ExternalId>> come = without(after, before);
        gone.forEach((model, ids) -> {
            var candidates = come.get(mentions.renamedModel(model));
            if (candidates != null) {
                pairRecords(ModelTables.table(model), ModelTables.table(mentions.renamedModel(model)), ids, candidates);
            }
        });
    }

    private static Map<String, List<ExternalId>> without(CatalogFacts facts, CatalogFacts others) {
        Map<String, List<ExternalId>> found = new TreeMap<>();
        facts.externalIds().values().stream()
                .filter(id -> !others.externalIds().containsKey(id.key()))
                .forEach(id -> found.computeIfAbsent(id.model(), key -> new ArrayList<>())
                        .add(id));
        return found;
    }

    private void pairRecords(String table, String newTable, List<ExternalId> gone, List<ExternalId> come) {
        var older = byExternalId(before, table);
        var newer = byExternalId(after, newTable);
        var columns = comparable(table, newTable);
        Map<String, Set<ExternalId>> byValue = new HashMap<>();
        for (ExternalId id : come) {
            byValue.computeIfAbsent(id.name(), key -> new HashSet<>()).add(id);
            telling(newer.get(id.key()), columns)
                    .forEach(value -> byValue.computeIfAbsent(value, key -> new HashSet<>())
                            .add(id));
        }
        for (ExternalId id : gone) {
            Set<ExternalId> candidates = new HashSet<>(byValue.getOrDefault(id.name(), Set.of()));
            telling(older.get(id.key()), columns)
                    .forEach(value -> candidates.addAll(byValue.getOrDefault(value, Set.of())));
            candidates.stream()
                    .map(other -> recordPair(id, other, older.get(id.key()), newer.get(other.key()), columns))
                    .filter(pair -> pair.score() >= LIKELY)
                    .max(Comparator.comparingDouble(LikelyRename::score).thenComparing(LikelyRename::after))
                    .ifPresent(found::add);
        }
    }

    /** Columns of both whose values mean the same in two databases: no references, no times. */
    private List<String> comparable(String table, String newTable) {
        var older = before.schema().tables().get(table);
        var newer = after.schema().tables().get(newTable);
        if (older == null || newer == null) {
            return List.of();
        }
        return older.columns().values().stream()
                .filter(column -> !column.type().matches("integer|bigint|timestamp.*|date|boolean"))
                .map(Column::name)
                .filter(newer.columns()::containsKey)
                .toList();
    }

    private static List<String> telling(@org.jspecify.annotations.Nullable Row row, List<String> columns) {
        return row == null
                ? List.of()
                : columns.stream()
                        .map(row::get)
                        .map(LikelyRenames::plain)
                        .filter(value -> value.length() >= LONG_ENOUGH)
                        .toList();
    }

    /** The English text of a translated value. */
    private static String plain(String value) {
        if (!value.startsWith("{\"")) {
            return value;
        }
        try {
            return Catalog.JSON.readTree(value).path("en_US").asText(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return value;
        }
    }

    private static LikelyRename recordPair(
            ExternalId id,
            ExternalId other,
            @org.jspecify.annotations.Nullable Row row,
            @org.jspecify.annotations.Nullable Row otherRow,
            List<String> columns) {
        double name = id.name().equals(other.name()) ? 1 : alike(id.name(), other.name());
        int all = 0;
        int same = 0;
        for (String column : columns) {
            var value = row == null ? "" : plain(row.get(column));
            var match = otherRow == null ? "" : plain(otherRow.get(column));
            if (!value.isEmpty() || !match.isEmpty()) {
                all++;
                same += value.equals(match) ? 1 : 0;
            }
        }
        double values = all == 0 ? 0 : (double) same / all;
        double score = name == 1 ? 0.7 + 0.3 * values : 0.4 * name + 0.6 * values;
        return new LikelyRename(
                "external id",
                id.key(),
                other.key(),
                score,
                "%s, %d of %d values in common".formatted(id.model(), same, all));
    }

    /** {@return how many words two names share, between 0 and 1, or letters from both ends where those are more} */
    static double alike(String name, String other) {
        Set<String> words = new HashSet<>(List.of(name.split("[_.]")));
        Set<String> all = new HashSet<>(List.of(other.split("[_.]")));
        Set<String> common = new HashSet<>(words);
        common.retainAll(all);
        all.addAll(words);
        double byWords = (double) common.size() / all.size();
        int head = 0;
        int shorter = Math.min(name.length(), other.length());
        while (head < shorter && name.charAt(head) == other.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && name.charAt(name.length() - 1 - tail) == other.charAt(other.length() - 1 - tail)) {
            tail++;
        }
        double byLetters = (double) (head + tail) / Math.max(name.length(), other.length());
        return Math.max(byWords, byLetters);
    }
}
