package com.juniper.upgrade.sample;

import com.juniper.upgrade.engine.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Adds records to a database of the sample ERP: what a column must have, and is not given, is made. */
public final class SampleRows implements AutoCloseable {

    private static final String REQUIRED = """
            select a.attname, a.atttypid::regtype::text,
              (select c.confrelid::regclass::text from pg_constraint c
               where c.conrelid = a.attrelid and c.contype = 'f' and c.conkey = array[a.attnum] limit 1)
            from pg_attribute a
            where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and not a.atthasdef
              and a.attname <> 'id'""";

    private final Connection connection;

    public SampleRows(DatabaseAddress database) throws SQLException {
        connection = database.connect();
    }

    /** Adds a record and returns its number. */
    public long add(String table, Map<String, Object> values) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        values.forEach(
                (column, value) -> columns.put(column, "'" + value.toString().replace("'", "''") + "'"));
        for (Required required : required(table)) {
            if (!columns.containsKey(required.column())) {
                columns.put(required.column(), made(required));
            }
        }
        return number("insert into %s (%s) values (%s) returning id"
                .formatted(
                        table,
                        columns.keySet().stream()
                                .map(column -> '"' + column + '"')
                                .collect(Collectors.joining(", ")),
                        String.join(", ", columns.values())));
    }

    /** Executes statements. */
    public void execute(String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns a number that a query finds, 0 where it finds none. */
    public long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private record Required(String column, String type, String table) {}

    private List<Required> required(String table) throws SQLException {
        try (var statement = connection.prepareStatement(REQUIRED)) {
            statement.setString(1, table);
            List<Required> found = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Required(rows.getString(1), rows.getString(2), String.valueOf(rows.getString(3))));
                }
            }
            return found;
        }
    }

    private String made(Required column) throws SQLException {
        if (!column.table().equals("null")) {
            long known = number("select min(id) from " + column.table());
            return Long.toString(known == 0 ? add(column.table(), Map.of()) : known);
        }
        return switch (column.type()) {
            case "boolean" -> "false";
            case "integer", "numeric", "double precision", "bigint" -> "1";
            case "date", "timestamp without time zone" -> "now()";
            default -> "'x'";
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
