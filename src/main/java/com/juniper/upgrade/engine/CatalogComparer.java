package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Catalog.Module;
import com.juniper.upgrade.engine.CatalogComparison.Change;
import com.juniper.upgrade.engine.CatalogComparison.Loss;
import com.juniper.upgrade.engine.CatalogFacts.ExternalId;
import com.juniper.upgrade.engine.CatalogFacts.Field;
import com.juniper.upgrade.engine.Schema.Column;
import com.juniper.upgrade.engine.Schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds what changed from one catalog to the next, seen under the names that the scripts give. */
final class CatalogComparer {

    private static final Set<String> LOG_COLUMNS = Set.of("id", "create_uid", "create_date", "write_uid", "write_date");

    private final CatalogFacts before;
    private final CatalogFacts after;
    private final ScriptMentions mentions;
    private final Map<String, Map<String, Long>> filled = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();

    CatalogComparer(CatalogFacts before, CatalogFacts after, ScriptMentions mentions) {
        this.before = before;
        this.after = after;
        this.mentions = mentions;
    }

    CatalogComparison compare(String from, String to) {
        modules();
        models();
        fields();
        tables();
        options();
        externalIds();
        changes.sort(
                Comparator.comparing(Change::module).thenComparing(Change::kind).thenComparing(Change::thing));
        losses.sort(Comparator.comparing(Loss::module).thenComparing(Loss::thing));
        return new CatalogComparison(from, to, changes, new LikelyRenames(before, after, mentions).find(), losses);
    }

    private void modules() {
        for (Module module : before.modules().values()) {
            var newer = after.modules().get(module.name());
            if (newer == null) {
                var became = StandardModules.successor(module.name());
                changes.add(new Change(
                        module.name(), "module gone", module.name(), became.equals(module.name()) ? "" : became));
            } else if (newer.autoInstall() != module.autoInstall()) {
                changes.add(new Change(
                        module.name(), "module changed", module.name(), "auto_install " + newer.autoInstall()));
            }
        }
        for (Module module : after.modules().values()) {
            var older = before.modules().get(module.name());
            var needs = "depends on " + String.join(", ", new TreeSet<>(module.dependencies()));
            if (older == null) {
                var install = module.autoInstall() ? "installs itself, " : "";
                changes.add(new Change(module.name(), "module new", module.name(), install + needs));
            } else if (!older.dependencies().equals(module.dependencies())) {
                changes.add(new Change(module.name(), "module changed", module.name(), needs));
            }
        }
    }

    private void models() {
        for (var model : before.models().values()) {
            var name = mentions.renamedModel(model.name());
            if (!after.models().containsKey(name)) {
                change(
                        owner(before, model.table()),
                        "model gone",
                        model.name(),
                        model.transientModel() ? "wizard" : "");
            } else if (!name.equals(model.name())) {
                change(owner(before, model.table()), "model renamed", model.name(), name);
            }
        }
        var known = new TreeSet<String>();
        before.models().keySet().forEach(model -> known.add(mentions.renamedModel(model)));
        after.models().values().stream()
                .filter(model -> !known.contains(model.name()))
                .forEach(model -> change(owner(after, model.table()), "model new", model.name(), ""));
    }

    private void fields() {
        Set<String> known = new TreeSet<>();
        for (Field field : before.fields().values()) {
            var table = ModelTables.table(field.model());
            var column = mentions.renamedColumn(table, field.name());
            var name = mentions.renamedModel(field.model()) + "." + column;
            var newer = after.fields().get(name);
            known.add(name);
            if (newer != null && !column.equals(field.name())) {
                change(fieldOwner(before, field), "field renamed", field.key(), name);
            }
            if (newer == null) {
                change(fieldOwner(before, field), "field gone", field.key(), described(field));
            } else if (!described(newer).equals(described(field))) {
                change(
                        fieldOwner(before, field),
                        "field changed",
                        field.key(),
                        described(field) + " → " + described(newer));
            }
        }
        after.fields().values().stream()
                .filter(field -> !known.contains(field.key()))
                .forEach(field -> change(fieldOwner(after, field), "field new", field.key(), described(field)));
    }

    private String described(Field field) {
        var relation = field.relation().isEmpty() ? "" : " " + mentions.renamedModel(field.relation());
        return field.type() + relation + (field.stored() ? "" : " not stored");
    }

    private void tables() {
        var fleeting = before.fleetingTables();
        Set<String> known = new TreeSet<>();
        for (Table table : before.schema().tables().values()) {
            var newer = after.schema().tables().get(mentions.renamedTable(table.name()));
            known.add(mentions.renamedTable(table.name()));
            if (newer == null) {
                change(
                        owner(before, table.name()),
                        "table gone",
                        table.name(),
                        String.join(", ", table.columns().keySet()));
                lostTable(table, fleeting);
            } else {
                columns(table, newer, fleeting.contains(table.name()));
            }
        }
        after.schema().tables().values().stream()
                .filter(table -> !known.contains(table.name()))
                .forEach(table -> change(
                        owner(after, table.name()),
                        "table new",
                        table.name(),
                        String.join(", ", table.columns().keySet())));
    }

    private void lostTable(Table table, Set<String> fleeting) {
        if (!fleeting.contains(table.name()) && !mentions.coversTable(table.name())) {
            lose(owner(before, table.name()), "table", table.name(), "", rows(table.name()));
        }
    }

    private void columns(Table table, Table newer, boolean fleeting) {
        Set<String> known = new TreeSet<>();
        for (Column column : table.columns().values()) {
            var name = mentions.renamedColumn(table.name(), column.name());
            var next = newer.columns().get(name);
            known.add(name);
            if (next == null) {
                columnGone(table, column, fleeting);
            } else if (!next.type().equals(column.type())) {
                columnChanged(table, column, next, fleeting);
            } else if (next.notNull() && !column.notNull()) {
                change(columnOwner(before, table, column), "column changed", thing(table, column), "not null");
            }
        }
        newer.columns().values().stream()
                .filter(column -> !known.contains(column.name()))
                .forEach(column -> change(
                        columnOwner(after, newer, column),
                        column.notNull() ? "column new, required" : "column new",
                        thing(newer, column),
                        column.type()));
    }

    private void columnGone(Table table, Column column, boolean fleeting) {
        var owner = columnOwner(before, table, column);
        change(owner, "column gone", thing(table, column), column.type());
        if (!fleeting
                && !column.inherited()
                && !LOG_COLUMNS.contains(column.name())
                && !mentions.coversColumn(table.name(), column.name())) {
            lose(owner, "column", thing(table, column), column.type(), values(table.name(), column.name()));
        }
    }

    private void columnChanged(Table table, Column column, Column next, boolean fleeting) {
        var owner = columnOwner(before, table, column);
        var types = column.type() + " → " + next.type();
        change(owner, "column changed", thing(table, column), types);
        if (!fleeting
                && !column.inherited()
                && !kind(column.type()).equals(kind(next.type()))
                && !mentions.coversColumn(table.name(), column.name())) {
            lose(owner, "type", thing(table, column), types, values(table.name(), column.name()));
        }
    }

    /** The engine converts within a kind without losing anything. */
    private static String kind(String type) {
        return switch (type.replaceFirst("\\(.*\\)", "")) {
            case "character varying", "text", "jsonb", "character" -> "text";
            case "integer", "bigint", "numeric", "double precision" -> "number";
            case "date", "timestamp without time zone" -> "date";
            default -> type;
        };
    }

    private void options() {
        before.selections().forEach((key, options) -> {
            var field = before.fields().get(key);
            var table = field == null ? "" : ModelTables.table(field.model());
            var column = field == null ? "" : mentions.renamedColumn(table, field.name());
            var newer =
                    field == null ? null : after.selections().get(mentions.renamedModel(field.model()) + "." + column);
            if (field != null && newer != null) {
                options.stream().filter(option -> !newer.contains(option)).forEach(option -> optionGone(field, option));
                newer.stream()
                        .filter(option -> !options.contains(option))
                        .forEach(option -> change(fieldOwner(before, field), "option new", key, option));
            }
        });
    }

    private void optionGone(Field field, String option) {
        var table = ModelTables.table(field.model());
        change(fieldOwner(before, field), "option gone", field.key(), option);
        var model = before.models().get(field.model());
        var lasting = model != null
                && !model.transientModel()
                && before.schema().tables().containsKey(table);
        if (lasting && !mentions.coversOption(table, field.name(), option)) {
            lose(fieldOwner(before, field), "option", table + "." + field.name() + "=" + option, "", 0);
        }
    }

    private void externalIds() {
        for (ExternalId id : before.externalIds().values()) {
            if (!after.externalIds().containsKey(id.key())) {
                change(id.module(), "record gone", id.key(), id.model());
            }
        }
        for (ExternalId id : after.externalIds().values()) {
            if (!before.externalIds().containsKey(id.key())) {
                change(id.module(), "record new", id.key(), id.model());
            }
        }
    }

    private void change(String module, String kind, String thing, String detail) {
        changes.add(new Change(module, kind, thing, detail));
    }

    private void lose(String module, String kind, String thing, String detail, long values) {
        losses.add(new Loss(module, kind, thing, detail, values));
    }

    private static String thing(Table table, Column column) {
        return table.name() + "." + column.name();
    }

    private static String owner(CatalogFacts facts, String thing) {
        return String.join(",", facts.owners(thing));
    }

    private static String fieldOwner(CatalogFacts facts, Field field) {
        return owner(facts, ModelTables.table(field.model()) + "." + field.name());
    }

    private static String columnOwner(CatalogFacts facts, Table table, Column column) {
        var own = owner(facts, thing(table, column));
        return own.isEmpty() ? owner(facts, table.name()) : own;
    }

    private long rows(String table) {
        return before.data().stream()
                .filter(data -> data.table().equals(table))
                .mapToLong(Catalog.Data::rows)
                .sum();
    }

    private long values(String table, String column) {
        var counts = filled.computeIfAbsent(table, name -> {
            Map<String, Long> found = new HashMap<>();
            before.read(name, row -> row.values().keySet().forEach(key -> found.merge(key, 1L, Long::sum)));
            return found;
        });
        return counts.getOrDefault(column, 0L);
    }
}
