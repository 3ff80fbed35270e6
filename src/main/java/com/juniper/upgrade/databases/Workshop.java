package com.juniper.upgrade.databases;

import com.juniper.upgrade.engine.DatabaseAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The cluster on which strangers' databases are upgraded. Each has an unprivileged role of its own that owns it, may
 * connect to nothing else, and works under limits (security.md); nobody else ever connects to it.
 */
@Component
public class Workshop {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final JdbcConnectionDetails platform;
    private final JdbcClient jdbc;

    Workshop(JdbcConnectionDetails platform, JdbcClient jdbc) {
        this.platform = platform;
        this.jdbc = jdbc;
    }

    /** Makes an empty database and its role; what a killed run left under the name is dropped first. */
    public WorkshopDatabase create(String name) {
        requireName(name);
        drop(name);
        var password = randomPassword();
        jdbc.sql("insert into upgrade.workshop_database (name, password) values (?, ?)")
                .params(name, password)
                .update();
        execute(
                "create role %s login password '%s' connection limit 12".formatted(name, password),
                "grant %s to current_user".formatted(name),
                "alter role %s set statement_timeout = '6h'".formatted(name),
                "alter role %s set lock_timeout = '5min'".formatted(name),
                "alter role %s set idle_in_transaction_session_timeout = '10min'".formatted(name),
                "alter role %s set temp_file_limit = '20GB'".formatted(name),
                // the server's log is one: what the platform commits next saves this work too
                "alter role %s set synchronous_commit = off".formatted(name),
                "create database %1$s owner %1$s template template0 encoding 'UTF8'".formatted(name),
                "revoke connect, temporary on database %s from public".formatted(name));
        return new WorkshopDatabase(name, address(name, password));
    }

    /** {@return the database of that name, if it is there} */
    public Optional<WorkshopDatabase> find(String name) {
        return jdbc.sql("select password from upgrade.workshop_database where name = ?")
                .param(name)
                .query(String.class)
                .optional()
                .map(password -> new WorkshopDatabase(name, address(name, password)));
    }

    /**
     * {@return the database of that name}
     *
     * @throws IllegalStateException if it is gone
     */
    public WorkshopDatabase require(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("The workshop has no database " + name));
    }

    /** Ends the sessions of a database's role, drops the database and the role; does nothing where they are gone. */
    public void drop(String name) {
        requireName(name);
        endSessions(name);
        execute("drop database if exists %s with (force)".formatted(name), "drop role if exists " + name);
        jdbc.sql("delete from upgrade.workshop_database where name = ?")
                .param(name)
                .update();
    }

    /** Drops the databases that nobody will come back to after a death: all but those whose name begins so. */
    void dropAllBut(String prefix) {
        jdbc.sql("select name from upgrade.workshop_database where not starts_with(name, ?)")
                .param(prefix)
                .query(String.class)
                .list()
                .forEach(this::drop);
    }

    /** Ends every session of a database's role: no connection of a dead run goes on. */
    public void endSessions(String name) {
        requireName(name);
        execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = '%s'".formatted(name));
    }

    /** {@return the server's major version} */
    public int serverMajor() {
        return jdbc.sql("select current_setting('server_version_num')::int / 10000")
                .query(Integer.class)
                .single();
    }

    private void execute(String... statements) {
        try (Connection connection =
                        new DatabaseAddress(url("postgres"), platform.getUsername(), platform.getPassword()).connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The workshop failed: " + e.getMessage(), e);
        }
    }

    private DatabaseAddress address(String name, String password) {
        return new DatabaseAddress(url(name), name, password);
    }

    private String url(String database) {
        var uri = URI.create(platform.getJdbcUrl().substring("jdbc:".length()));
        return "jdbc:postgresql://%s:%d/%s"
                .formatted(uri.getHost(), uri.getPort() < 0 ? 5432 : uri.getPort(), database);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'%s' is no name for a workshop database".formatted(name));
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
