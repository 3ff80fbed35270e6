package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Schema.Column;
import com.juniper.upgrade.engine.Schema.Constraint;
import com.juniper.upgrade.engine.Schema.Index;
import com.juniper.upgrade.engine.Schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Compares a database's structure with what the catalog has for the installed modules. */
final class StructureChecks {

    private static final Pattern WORD = Pattern.compile("\\w+");

    private final Connection connection;
    private final Schema reference;
    private final Schema actual;
    private final List<Defect> defects = new ArrayList<>();
    private final Set<String> ownedTables = new HashSet<>();
    private final Set<String> knownColumns = new HashSet<>();
    private final Set<String> ownedColumns = new HashSet<>();

    StructureChecks(Connection connection, Schema reference, Schema actual) {
        this.connection = connection;
        this.reference = reference;
        this.actual = actual;
    }

    List<Defect> find() throws SQLException {
        ownership();
        reference.tables().values().stream()
                .filter(table -> ownedTables.contains(table.name()))
                .forEach(this::table);
        constraints(foreignConstraints());
        indexes();
        views();
        return defects;
    }

    private void ownership() throws SQLException {
        Sql.query(
                connection,
                "select model from chk_owned_model",
                row -> ownedTables.add(ModelTables.table(row.getString(1))));
        Sql.query(
                connection,
                "select distinct relation_table from chk_owned_field where ttype = 'many2many' and store and relation_table is not null",
                row -> ownedTables.add(row.getString(1)));
        Sql.query(
                connection,
                "select model, name from ref_ir_model_fields",
                row -> knownColumns.add(ModelTables.table(row.getString(1)) + "." + row.getString(2)));
        Sql.query(
                connection,
                "select model, name from chk_owned_field",
                row -> ownedColumns.add(ModelTables.table(row.getString(1)) + "." + row.getString(2)));
    }

    /** A column that no field describes belongs to whoever owns its table. */
    private boolean wanted(String table, String column) {
        var name = table + "." + column;
        return ownedColumns.contains(name) || !knownColumns.contains(name);
    }

    private void table(Table table) {
        var found = actual.tables().get(table.name());
        if (found == null) {
            tell("table", table.name(), "the table is missing");
            return;
        }
        for (Column column : table.columns().values()) {
            var other = found.columns().get(column.name());
            var name = table.name() + "." + column.name();
            if (!wanted(table.name(), column.name())) {
                continue;
            }
            if (other == null) {
                tell("column", name, "the column is missing");
            } else if (!other.type().equals(column.type())) {
                tell("column type", name, "it is %s, not %s".formatted(other.type(), column.type()));
            } else if (column.notNull() && !other.notNull()) {
                tell("not null", name, "it may be null");
            } else if (!column.notNull() && other.notNull() && other.defaultValue() == null) {
                tell("not null", name, "it must not be null, which the release does not ask");
            } else if (column.defaultValue() != null && other.defaultValue() == null) {
                tell("default", name, "it has no default %s".formatted(column.defaultValue()));
            }
        }
    }

    /** Constraints of modules that are not installed. */
    private Set<String> foreignConstraints() throws SQLException {
        return new HashSet<>(Sql.strings(connection, """
                select c.name from ref_ir_model_constraint c
                where not exists (select 1 from ref_ir_model_data d join chk_module m on m.name = d.module
                                  where d.model = 'ir.model.constraint' and d.res_id = c.id)
                  and not exists (select 1 from ref_ir_model_constraint o join ref_ir_model_data d on d.model = 'ir.model.constraint' and d.res_id = o.id
                                  join chk_module m on m.name = d.module where o.name = c.name)"""));
    }

    private void constraints(Set<String> foreign) {
        Set<String> found = new HashSet<>();
        actual.constraints().forEach(constraint -> found.add(key(constraint)));
        for (Constraint constraint : reference.constraints()) {
            var target = constraint.target();
            if (ownedTables.contains(constraint.table())
                    && constraint.columns().stream().allMatch(column -> wanted(constraint.table(), column))
                    && (target == null || ownedTables.contains(target))
                    && !foreign.contains(constraint.name())
                    && actual.tables().containsKey(constraint.table())
                    && !found.contains(key(constraint))) {
                tell(
                        "constraint",
                        constraint.table() + " " + constraint.name(),
                        "there is no %s".formatted(constraint.definition()));
            }
        }
    }

    /** Keys and references are found by what they say, other constraints by their name too: the server asks for it. */
    private static String key(Constraint constraint) {
        var named = constraint.type().equals("u") || constraint.type().equals("c");
        return constraint.table() + " " + (named ? constraint.name() : "") + " " + constraint.definition();
    }

    private void indexes() {
        Set<String> found = new HashSet<>();
        actual.indexes().forEach(index -> found.add(key(index)));
        for (Index index : reference.indexes()) {
            var table = reference.tables().get(index.table());
            if (table != null
                    && !isOfUnknownModule(index)
                    && ownedTables.contains(index.table())
                    && actual.tables().containsKey(index.table())
                    && columns(index, table).stream().allMatch(column -> wanted(index.table(), column))
                    && !found.contains(key(index))) {
                tell("index", index.name(), "there is no %s".formatted(index.definition()));
            }
        }
    }

    /** A module may put an index with a condition of its own on another's table; its name does not say which module. */
    private static boolean isOfUnknownModule(Index index) {
        return index.definition().contains(" WHERE ")
                && !index.unique()
                && !index.name().matches(Pattern.quote(index.table()) + "_.*_index");
    }

    private static String key(Index index) {
        return index.definition().replaceFirst("INDEX \\S+ ON", "INDEX ON");
    }

    private static List<String> columns(Index index, Table table) {
        return WORD.matcher(index.definition().replaceFirst(".* USING ", ""))
                .results()
                .map(word -> word.group())
                .filter(table.columns()::containsKey)
                .toList();
    }

    private void views() {
        Set<String> found = new HashSet<>();
        actual.views().forEach(view -> found.add(view.name()));
        reference.views().stream()
                .filter(view -> ownedTables.contains(view.name()) && !found.contains(view.name()))
                .forEach(view -> tell("sql view", view.name(), "the SQL view is missing"));
    }

    private void tell(String check, String thing, String reason) {
        defects.add(new Defect(check, thing, reason));
    }
}
