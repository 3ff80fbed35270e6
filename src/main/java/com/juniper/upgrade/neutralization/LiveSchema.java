package com.juniper.upgrade.neutralization;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables and columns that a database really has: what is missing is left out, and never a failure. */
record LiveSchema(Map<String, Map<String, Column>> tables) {

    /** A column's type, and whether it must have a value. */
    record Column(String type, boolean required) {

        boolean isText() {
            return type.startsWith("character") || type.equals("text");
        }
    }

    static LiveSchema read(Connection connection) throws SQLException {
        Map<String, Map<String, Column>> tables = new LinkedHashMap<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select c.relname, a.attname, format_type(a.atttypid, null), a.attnotnull
                        from pg_catalog.pg_class c
                        join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
                        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                        where c.relkind in ('r', 'p') order by c.relname, a.attnum""")) {
            while (rows.next()) {
                tables.computeIfAbsent(rows.getString(1), name -> new LinkedHashMap<>())
                        .put(rows.getString(2), new Column(rows.getString(3), rows.getBoolean(4)));
            }
        }
        return new LiveSchema(tables);
    }

    Map<String, Column> columns(String table) {
        return tables.getOrDefault(table, Map.of());
    }

    boolean has(String table, String column) {
        return columns(table).containsKey(column);
    }
}
