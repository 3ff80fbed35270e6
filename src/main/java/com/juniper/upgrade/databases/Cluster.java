package com.juniper.upgrade.databases;

import com.juniper.upgrade.engine.DatabaseAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server with hosted databases, and their files.
 *
 * @param user the platform's role on it: no superuser, but it may make databases and roles, act as the databases' owners,
 *     and end their sessions
 * @param filestore a folder for each database, of the database's name
 * @param slots how many long upgrades run on it at the same time
 * @param disk a folder on the disk of its databases; null where this node does not see that
 */
public record Cluster(
        String name,
        String host,
        int port,
        String user,
        String password,
        Path filestore,
        int slots,
        @Nullable Path disk) {

    /** {@return the bytes that are free for databases; empty where that cannot be seen} */
    public OptionalLong freeBytes() {
        return disk == null
                ? OptionalLong.empty()
                : OptionalLong.of(disk.toFile().getUsableSpace());
    }

    /** {@return how a role connects to one of its databases} */
    public DatabaseAddress address(String database, String role, String secret) {
        return new DatabaseAddress("jdbc:postgresql://%s:%d/%s".formatted(host, port, encoded(database)), role, secret);
    }

    /** {@return the folder of a database's files} */
    public Path filestoreOf(String database) {
        var folder = filestore.resolve(database).normalize();
        if (!filestore.equals(folder.getParent())) {
            throw new IllegalArgumentException("'%s' is no name for a folder".formatted(database));
        }
        return folder;
    }

    /** Opens a connection as the platform's role, to the database in which nobody works. */
    Connection connect() throws SQLException {
        return address("postgres", user, password).connect();
    }

    /** {@return whether it lets the platform in, within seconds} */
    public boolean answers() {
        var limited = new Properties();
        limited.setProperty("user", user);
        limited.setProperty("password", password);
        limited.setProperty("connectTimeout", "2");
        limited.setProperty("loginTimeout", "3");
        limited.setProperty("socketTimeout", "3");
        try (Connection connection =
                DriverManager.getConnection(address("postgres", user, password).url(), limited)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Something to do with the cluster. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Does something with a connection of its own.
     *
     * @throws ClusterException if the server does not do it
     */
    <T> T with(Work<T> work) {
        try (Connection connection = connect()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new ClusterException("Cluster %s failed: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Executes statements, each in a transaction of its own. */
    void execute(String... statements) {
        execute(true, statements);
    }

    /** Executes statements in one transaction: all or nothing, and the disk is waited for once. */
    void executeTogether(String... statements) {
        execute(false, statements);
    }

    private void execute(boolean autoCommit, String... statements) {
        with(connection -> {
            connection.setAutoCommit(autoCommit);
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            if (!autoCommit) {
                connection.commit();
            }
            return statements.length;
        });
    }

    /** {@return a name as it stands in a statement} */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** {@return a text as it stands in a statement} */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'"; // standard_conforming_strings is on by default
    }

    private static String encoded(String database) {
        return java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Leaves the password out, since clusters end up in logs. */
    @Override
    public String toString() {
        return name;
    }
}
