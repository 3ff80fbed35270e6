package com.juniper.upgrade;

import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.databases.PostgresPrograms;
import com.juniper.upgrade.engine.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL server for all tests of a JVM, stopped with it, and databases of it for single tests. */
public final class TestPostgres {

    /** The server's folder, which goes with it. */
    public static final Path HOME =
            Path.of("target", "test-postgres-" + ProcessHandle.current().pid());

    private static final PostgresPrograms PROGRAMS = PostgresPrograms.find();
    private static final LocalPostgres SERVER = started();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PASSWORD = "secret";

    private TestPostgres() {}

    private static LocalPostgres started() {
        var server = new LocalPostgres(
                PROGRAMS,
                HOME,
                List.of(
                        "fsync=off",
                        "synchronous_commit=off",
                        "full_page_writes=off",
                        "wal_level=minimal",
                        "max_wal_senders=0",
                        // it looks for work in hundreds of databases, and a copy waits until it has left the template
                        "autovacuum=off",
                        "jit=off",
                        "max_connections=200",
                        "max_locks_per_transaction=1024"));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }

    public static LocalPostgres server() {
        return SERVER;
    }

    public static PostgresPrograms programs() {
        return PROGRAMS;
    }

    /** Makes an empty database that belongs to an unprivileged role of the same name. */
    public static DatabaseAddress createDatabase(String prefix) {
        var name = prefix + "_" + NUMBER.incrementAndGet();
        try (Connection connection = SERVER.superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("create role %s login password '%s'".formatted(name, PASSWORD));
            statement.execute("create database %1$s owner %1$s template template0".formatted(name));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new DatabaseAddress(SERVER.url(name), name, PASSWORD);
    }

    /** Copies a database to which nobody is connected; the copy belongs to the same role. */
    public static DatabaseAddress copy(DatabaseAddress template, String prefix) {
        var name = prefix + "_" + NUMBER.incrementAndGet();
        try (Connection connection = SERVER.superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("create database %s owner %s template %s strategy file_copy"
                    .formatted(name, template.user(), template.url().replaceAll(".*/", "")));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new DatabaseAddress(SERVER.url(name), template.user(), template.password());
    }

    /** Drops a database that is too large to be kept until the end. */
    public static void drop(DatabaseAddress database) {
        try (Connection connection = SERVER.superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "drop database %s with (force)".formatted(database.url().replaceAll(".*/", "")));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a database from a dump in PostgreSQL's custom format, owned by an unprivileged role of its own. */
    public static DatabaseAddress restore(Path dump, String prefix) {
        var address = createDatabase(prefix);
        restore(dump, address);
        return address;
    }

    /** Restores a dump into a database that is there, as its user. */
    public static void restore(Path dump, DatabaseAddress database) {
        run(
                PROGRAMS.program("pg_restore").toString(),
                "--no-owner",
                "--no-privileges",
                "--exit-on-error",
                "-j2",
                "-d",
                uri(database),
                dump.toString());
    }

    private static String uri(DatabaseAddress database) {
        return "postgresql://%s:%s@%s"
                .formatted(
                        database.user(), database.password(), database.url().substring("jdbc:postgresql://".length()));
    }

    /** {@return a dump of a database of this server in PostgreSQL's custom format, without owners} */
    public static Path dump(DatabaseAddress database, Path file) {
        run(PROGRAMS.program("pg_dump").toString(), "--format=custom", "--no-owner", "--file=" + file, uri(database));
        return file;
    }

    /** Runs a program of PostgreSQL's, which must succeed. */
    static void run(String... command) {
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(command[0] + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
