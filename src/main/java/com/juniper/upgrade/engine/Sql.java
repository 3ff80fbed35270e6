package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Short forms of JDBC, and quoting. */
final class Sql {

    /** Feature not supported, cardinality, data, integrity, dependent objects, functions, names, limits, raised. */
    private static final Pattern OF_THE_DATA = Pattern.compile("(0A|21|22|23|2B|38|39|3F|42|54|P0).*");

    private static final int FETCHED = 1000;

    private Sql() {}

    /** Reads one row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes one row. */
    interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    static String id(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static <T> List<T> query(Connection connection, String sql, RowReader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(reader.read(rows));
            }
            return list;
        }
    }

    /** Reads rows as they come, within the caller's transaction: any number of them needs no memory. */
    static void stream(Connection connection, String sql, RowConsumer consumer, Object... parameters)
            throws SQLException {
        stream(connection, FETCHED, sql, consumer, parameters);
    }

    /** As the other one, with some rows at a time in memory, where they are large. */
    static void stream(Connection connection, int fetched, String sql, RowConsumer consumer, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.setFetchSize(fetched);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(rows);
                }
            }
        }
    }

    static List<String> strings(Connection connection, String sql, Object... parameters) throws SQLException {
        return query(connection, sql, row -> row.getString(1), parameters);
    }

    static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        return query(connection, sql, row -> row.getLong(1), parameters).get(0);
    }

    static long update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + "\nin: " + shortened(sql), e.getSQLState(), e);
        }
    }

    /** Runs statements that have no parameters, one or many. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + "\nin: " + shortened(sql), e.getSQLState(), e);
        }
    }

    /**
     * Returns where a statement failed for what is in the database (a value, a key, a name, a limit of PostgreSQL's), so
     * that it would fail again; a lost connection, a timeout, a lock, a full disk must not be taken for that.
     */
    static void throwUnlessOfTheData(SQLException e) throws SQLException {
        if (!isOfTheData(e)) {
            throw e;
        }
    }

    /** {@return whether a statement failed for what is in the database} */
    static boolean isOfTheData(SQLException e) {
        return e.getSQLState() != null && OF_THE_DATA.matcher(e.getSQLState()).matches();
    }

    private static String shortened(String sql) {
        return sql.length() > 600 ? sql.substring(0, 600) + "…" : sql;
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
