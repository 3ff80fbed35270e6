package com.juniper.upgrade.databases;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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

    /** Refuses new connections to a database, or takes them again. */
    static void allowConnections(Connection connection, String database, boolean allowed) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter database %s allow_connections %s".formatted(Cluster.quoted(database), allowed));
        }
    }

    /** Ends every session in a database. */
    static void endSessions(Connection connection, String database) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = ? and backend_type = 'client backend'")) {
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
