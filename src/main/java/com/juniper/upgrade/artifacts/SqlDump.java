package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.engine.DatabaseAddress;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Restores a plain dump without psql: a stranger's dump may hold commands of psql that run programs of the system. The
 * statements go through JDBC, each checked against what pg_dump writes; the data goes through COPY.
 */
final class SqlDump {

    private static final Pattern COPY = Pattern.compile("(?is)^copy\\s+.+\\s+from\\s+stdin\\s*(with\\s*\\(.*\\))?;$");
    private static final Pattern SKIPPED = Pattern.compile(
            "(?is)^(grant|revoke|alter default privileges|security label|comment on extension|alter \\w+( \\w+)? .+ owner to|alter database|create database|set (transaction_timeout|default_tablespace|default_table_access_method|row_security|session authorization|role)|drop database|create schema public|comment on schema public)\\b.*");
    private static final Pattern ALLOWED = Pattern.compile(
            "(?is)^(set |select pg_catalog\\.(set_config|setval)\\(|create (unlogged )?table |create sequence |create (unique )?index |create view |create materialized view |create recursive view |create (or replace )?function |create (or replace )?procedure |create aggregate |create type |create domain |create (constraint )?trigger |create rule |create schema |create collation |create extension |create operator |create text search |create policy |create statistics |alter table |alter index |alter sequence |alter view |alter function |alter procedure |alter type |alter domain |alter operator |comment on |insert into |refresh materialized view |cluster |begin|commit|select pg_catalog\\.lo_|analyze).*");
    private static final Pattern FORBIDDEN = Pattern.compile(
            "(?is)^create (event trigger|subscription|publication|(or replace )?(trusted )?(procedural )?language|foreign|server|user mapping|cast|transform|access method|role|user|tablespace)\\b.*");
    private static final Pattern EXTENSION =
            Pattern.compile("(?is)^create extension (if not exists )?\"?([\\w-]+)\"?.*");
    private static final Set<String> UNKNOWN_SETTING = Set.of("42704", "22023");
    private static final int LONGEST_STATEMENT = 64 << 20;

    private static final Pattern DUMPED_FROM = Pattern.compile("^-- Dumped from database version (\\d+)\\S*.*\\s*$");
    private static final String BEGIN = "-- PostgreSQL database dump";
    private static final String END = "-- PostgreSQL database dump complete";

    private final BufferedInputStream input;
    private final int serverMajor;
    private final LongConsumer progress;
    private boolean begun;
    private boolean complete;
    private boolean restricted;
    private boolean anyStatement;
    private long bytes;
    private long lineNumber;

    SqlDump(InputStream input, int serverMajor, LongConsumer progress) {
        this.serverMajor = serverMajor;
        this.input = new BufferedInputStream(input, 1 << 16);
        this.progress = progress;
    }

    /** Restores the dump; what was restored before a refusal is left for the caller to drop. */
    void restore(DatabaseAddress database) throws IOException {
        try (Connection connection = database.connect()) {
            try (var statement = connection.createStatement()) {
                statement.execute("set synchronous_commit = off");
            }
            for (var sql = nextStatement(); sql != null; sql = nextStatement()) {
                anyStatement = true;
                execute(connection, sql);
            }
            if (!anyStatement) {
                throw new DumpRefusedException("The dump has no statement");
            }
            if (begun && !complete) {
                throw new DumpRefusedException(
                        "The dump is incomplete: its last line, '%s', is missing. Please make it and upload it again"
                                .formatted(END));
            }
        } catch (SQLException e) {
            throw new DumpRefusedException(
                    "The dump cannot be restored, at line %,d: %s".formatted(lineNumber, firstLine(e)), e);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown error");
    }

    private void execute(Connection connection, String sql) throws SQLException, IOException {
        if (COPY.matcher(sql).matches()) {
            copy(connection, sql.substring(0, sql.length() - 1));
            return;
        }
        if (SKIPPED.matcher(sql).matches()) {
            return;
        }
        var extension = EXTENSION.matcher(sql);
        if (extension.matches()) {
            DumpContents.requireAllowed(extension.group(2));
            sql = "create extension if not exists \"%s\" schema public".formatted(extension.group(2));
        }
        if (FORBIDDEN.matcher(sql).matches() || !ALLOWED.matcher(sql).matches()) {
            throw new DumpRefusedException(
                    "The dump is refused: its line %,d has a statement that no dump of a database needs: %s"
                            .formatted(lineNumber, shortened(sql)));
        }
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            boolean setting = sql.toLowerCase(Locale.ROOT).startsWith("set ")
                    && UNKNOWN_SETTING.contains(String.valueOf(e.getSQLState()));
            if (!setting) {
                throw e;
            }
        }
    }

    private static String shortened(String sql) {
        var line = sql.strip().replaceAll("\\s+", " ");
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }

    private void copy(Connection connection, String sql) throws SQLException, IOException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            for (var line = nextLine(); ; line = nextLine()) {
                if (line == null) {
                    throw new DumpRefusedException("The dump is incomplete: it ends in the middle of a table's data");
                }
                if (isEndOfData(line)) {
                    break;
                }
                copy.writeToCopy(line, 0, line.length);
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static boolean isEndOfData(byte[] line) {
        return line.length <= 4
                && new String(line, StandardCharsets.US_ASCII).strip().equals("\\.");
    }

    /** Reads to the semicolon that ends a statement, outside of quotes, comments and dollar quotes. */
    private @Nullable String nextStatement() throws IOException {
        var splitter = new StatementSplitter();
        for (var line = nextLine(); line != null; line = nextLine()) {
            var text = new String(line, StandardCharsets.UTF_8);
            if (splitter.isEmpty() && text.startsWith("\\")) {
                requireRestriction(text.strip());
                continue;
            }
            if (splitter.isEmpty() && text.startsWith("-- ")) {
                remark(text);
            }
            if (splitter.add(text)) {
                return splitter.statement();
            }
            if (splitter.length() > LONGEST_STATEMENT) {
                throw new DumpRefusedException("The dump has a statement of more than %,d characters at line %,d"
                        .formatted(LONGEST_STATEMENT, lineNumber));
            }
        }
        if (!splitter.isEmpty()) {
            throw new DumpRefusedException("The dump is incomplete: it ends in the middle of a statement");
        }
        return null;
    }

    /** Comments in which pg_dump says what the file is. */
    private void remark(String line) {
        var server = DUMPED_FROM.matcher(line);
        if (server.matches() && Integer.parseInt(server.group(1)) > serverMajor) {
            throw new DumpRefusedException(
                    "The dump comes from PostgreSQL %s; the platform's is %d and restores nothing newer"
                            .formatted(server.group(1), serverMajor));
        }
        begun |= line.startsWith(BEGIN);
        complete |= line.startsWith(END);
    }

    /** Patched pg_dump writes this pair itself, first and last; every other command of psql is refused. */
    private void requireRestriction(String command) {
        boolean first = command.matches("\\\\restrict \\w+") && !restricted && !anyStatement;
        boolean last = command.matches("\\\\unrestrict \\w+") && restricted;
        if (!first && !last) {
            throw new DumpRefusedException(
                    "The dump is refused: its line %,d has the psql command '%s', which could run programs"
                            .formatted(lineNumber, shortened(command)));
        }
        restricted = first;
    }

    private byte @Nullable [] nextLine() throws IOException {
        var line = new ByteArrayOutputStream(256);
        for (int value = input.read(); value >= 0; value = input.read()) {
            line.write(value);
            if (value == '\n') {
                break;
            }
        }
        if (line.size() == 0) {
            return null;
        }
        lineNumber++;
        bytes += line.size();
        if (lineNumber % 10_000 == 0) {
            progress.accept(bytes);
        }
        return line.toByteArray();
    }
}
