package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Saves and drops foreign keys, indexes and SQL views: they hinder changes, and are cheaper made anew. */
final class DropStructure implements Step {

    @Override
    public String name() {
        return "drop-structure";
    }

    @Override
    public String title() {
        return "Put foreign keys, indexes and SQL views aside";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        Sql.execute(
                connection,
                "truncate juniper_upgrade.saved_constraint, juniper_upgrade.saved_index, juniper_upgrade.saved_view");
        var schema = SchemaReader.read(connection);
        try (var statement = connection.createStatement()) {
            for (var view : schema.views()) {
                Sql.update(
                        connection,
                        "insert into juniper_upgrade.saved_view values (?, ?)",
                        view.name(),
                        view.definition());
            }
            for (var view : schema.views()) {
                statement.addBatch("drop view if exists public.%s cascade".formatted(Sql.id(view.name())));
            }
            statement.executeBatch();
        }
        return schema.views().size() + dropKeys(connection, schema) + dropIndexes(connection, schema);
    }

    private static long dropKeys(Connection connection, Schema schema) throws SQLException {
        long dropped = 0;
        try (var save = connection.prepareStatement(
                        "insert into juniper_upgrade.saved_constraint values (?, ?, ?, ?, ?, ?)");
                var drop = connection.createStatement()) {
            for (var key : schema.constraints()) {
                save.setString(1, key.table());
                save.setString(2, key.name());
                save.setString(3, key.type());
                save.setString(4, key.definition());
                save.setArray(5, connection.createArrayOf("text", key.columns().toArray()));
                save.setString(6, key.target());
                save.addBatch();
            }
            for (boolean foreign : List.of(true, false)) {
                var keys = schema.constraints().stream()
                        .filter(key -> !key.type().equals("p") && key.type().equals("f") == foreign)
                        .toList();
                for (var table : RestoreStructure.byTable(keys).entrySet()) {
                    drop.addBatch(RestoreStructure.alter(table.getKey(), table.getValue(), "drop constraint %s"));
                }
                dropped += keys.size();
            }
            save.executeBatch();
            drop.executeBatch();
        }
        return dropped;
    }

    private static long dropIndexes(Connection connection, Schema schema) throws SQLException {
        try (var save = connection.prepareStatement("insert into juniper_upgrade.saved_index values (?, ?, ?)");
                var drop = connection.createStatement()) {
            for (var index : schema.indexes()) {
                save.setString(1, index.table());
                save.setString(2, index.name());
                save.setString(3, index.definition());
                save.addBatch();
                drop.addBatch("drop index public.%s".formatted(Sql.id(index.name())));
            }
            save.executeBatch();
            drop.executeBatch();
        }
        return schema.indexes().size();
    }
}
