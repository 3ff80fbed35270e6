package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which tables and columns of the new version belong to the modules that will be installed: a column is wanted when one
 * of them owns its field and the field's model is itself owned by one of them (engine.md 4).
 */
final class Ownership {

    private static final String OWNED = """
            exists (select 1 from juniper_upgrade_theirs.ir_model_data d join juniper_upgrade.module m on m.name = d.module and m.wanted
                    where d.model = '%s' and d.res_id = %s.id)""";

    private final Set<String> wantedTables = new HashSet<>();
    private final Set<String> knownTables = new HashSet<>();
    private final Map<String, Set<String>> wantedColumns = new HashMap<>();
    private final Map<String, Set<String>> knownColumns = new HashMap<>();

    private Ownership() {}

    static Ownership read(Connection connection) throws SQLException {
        var ownership = new Ownership();
        Sql.query(
                connection,
                "select t.model, %s from juniper_upgrade_theirs.ir_model t".formatted(OWNED.formatted("ir.model", "t")),
                row -> ownership.model(ModelTables.table(row.getString(1)), row.getBoolean(2)));
        Sql.query(
                connection,
                """
                select f.model, f.name, case when f.ttype = 'many2many' and f.store then f.relation_table end, %s and %s
                from juniper_upgrade_theirs.ir_model_fields f join juniper_upgrade_theirs.ir_model t on t.id = f.model_id""".formatted(OWNED.formatted("ir.model.fields", "f"), OWNED.formatted("ir.model", "t")),
                row -> ownership.field(
                        ModelTables.table(row.getString(1)), row.getString(2), row.getString(3), row.getBoolean(4)));
        return ownership;
    }

    private boolean model(String table, boolean wanted) {
        knownTables.add(table);
        return wanted && wantedTables.add(table);
    }

    private boolean field(
            String table, String column, @org.jspecify.annotations.Nullable String relation, boolean wanted) {
        if (relation != null) {
            return model(relation, wanted);
        }
        knownColumns.computeIfAbsent(table, key -> new HashSet<>()).add(column);
        return wanted
                && wantedColumns.computeIfAbsent(table, key -> new HashSet<>()).add(column);
    }

    /** A table that nothing describes, such as a relation made by hand, is wanted too. */
    boolean wantsTable(String table) {
        return wantedTables.contains(table) || !knownTables.contains(table);
    }

    boolean wantsColumn(String table, String column) {
        return wantedColumns.getOrDefault(table, Set.of()).contains(column)
                || !knownColumns.getOrDefault(table, Set.of()).contains(column);
    }
}
