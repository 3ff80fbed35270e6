package com.juniper.upgrade.modules;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** The update's one connection, in short forms. */
record Session(Connection connection) {

    /** Reads one row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, Reader<T> reader, @Nullable Object... parameters) throws SQLException {
        try (var statement = prepare(sql, parameters);
                var rows = statement.executeQuery()) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(reader.read(rows));
            }
            return list;
        }
    }

    /** {@return the first row's number, or null if there is no row} */
    @Nullable
    Integer number(String sql, @Nullable Object... parameters) throws SQLException {
        var rows = query(sql, row -> row.getInt(1), parameters);
        return rows.isEmpty() ? null : rows.get(0);
    }

    /** {@return the first row's text, or null if there is no row, or nothing in it} */
    @Nullable
    String text(String sql, @Nullable Object... parameters) throws SQLException {
        try (var statement = prepare(sql, parameters);
                var rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (var statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else {
                statement.setObject(
                        i + 1, parameters[i], parameters[i] instanceof Boolean ? Types.BOOLEAN : Types.VARCHAR);
            }
        }
        return statement;
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** {@return PostgreSQL's first line: the details below it may show rows} */
    static String primary(SQLException failure) {
        var server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        var message = server == null ? null : server.getMessage();
        return message == null
                ? String.valueOf(failure.getMessage()).lines().findFirst().orElse("")
                : message;
    }
}
