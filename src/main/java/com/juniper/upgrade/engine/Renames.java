package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Schema.Column;
import com.juniper.upgrade.engine.Schema.Constraint;
import com.juniper.upgrade.engine.Schema.Index;
import com.juniper.upgrade.engine.Schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows the release before under the names that the hop's scripts gave its tables and columns. */
final class Renames {

    private final Map<String, String> tables = new HashMap<>();
    private final Map<String, String> columns = new HashMap<>();

    private Renames(Connection connection) throws SQLException {
        Sql.query(
                connection,
                "select old, new from juniper_upgrade.renamed_table",
                row -> String.valueOf(tables.put(row.getString(1), row.getString(2))));
        Sql.query(
                connection,
                "select tbl, old, new from juniper_upgrade.renamed_column",
                row -> String.valueOf(columns.put(row.getString(1) + "." + row.getString(2), row.getString(3))));
    }

    static Schema apply(Schema schema, Connection connection) throws SQLException {
        var renames = new Renames(connection);
        Map<String, Table> tables = new LinkedHashMap<>();
        schema.tables().values().forEach(table -> tables.put(renames.table(table.name()), renames.table(table)));
        return new Schema(
                tables,
                schema.constraints().stream().map(renames::constraint).toList(),
                schema.indexes().stream().map(renames::index).toList(),
                schema.views(),
                schema.extensions());
    }

    private String table(String name) {
        return tables.getOrDefault(name, name);
    }

    private Table table(Table table) {
        var name = table(table.name());
        Map<String, Column> renamed = new LinkedHashMap<>();
        for (Column column : table.columns().values()) {
            var columnName = columns.getOrDefault(name + "." + column.name(), column.name());
            renamed.put(
                    columnName,
                    new Column(columnName, column.type(), column.notNull(), column.defaultValue(), column.inherited()));
        }
        return new Table(name, table.parent(), renamed);
    }

    private Constraint constraint(Constraint constraint) {
        return new Constraint(
                table(constraint.table()),
                constraint.name(),
                constraint.type(),
                constraint.definition(),
                constraint.columns(),
                constraint.target());
    }

    private Index index(Index index) {
        return new Index(table(index.table()), index.name(), index.definition(), index.unique(), index.columns());
    }
}
