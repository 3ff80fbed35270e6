package com.juniper.upgrade.databases;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions to a server about its databases. */
final class Databases {

    private Databases() {}

    /** {@return the number by which the server knows a database, whatever its name becomes} */
    static Optional<Long> oid(Connection connection, String database) throws SQLException {
        try (var statement = connection.prepareStatement("select oid from pg_database where datname = ?")) {
            statement.setString(1, database);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        }
    }

    /** Ends every session in a database. What kind one is, the server tells of others' to {@code pg_read_all_stats} alone. */
    static void endSessions(Connection connection, String database) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select pg_terminate_backend(pid, 5000) from pg_stat_activity
                where datname = ? and coalesce(backend_type, 'client backend') = 'client backend' and usesysid is not null""")) {
            statement.setString(1, database);
            statement.execute();
        }
    }

    /** {@return the first column of a query's rows, as text} */
    static List<String> texts(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> texts = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        }
    }
}
