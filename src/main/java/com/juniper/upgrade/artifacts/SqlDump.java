package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.engine.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Restores a plain dump without psql: a stranger's dump may hold commands of psql that run programs of the system. The
 * statements go through JDBC, each checked against what pg_dump writes; the data goes through COPY.
 */
final class SqlDump {

    private static final Set<String> UNKNOWN_SETTING = Set.of("42704", "22023");
    private static final Pattern RESTRICTION = Pattern.compile("\\\\(un)?restrict (\\w+)");
    private static final Pattern OTHER_ENCODING =
            Pattern.compile("(?is)set client_encoding (?:=|to) '?(?!utf-?8\\b|unicode\\b)([\\w-]+).*");
    private static final Pattern OLD_STRINGS =
            Pattern.compile("(?is)set standard_conforming_strings (?:=|to) '?(?!on\\b).*");
    private static final int LONGEST_STATEMENT = 16 << 20;
    private static final int LONGEST_SHOWN = 80;
    private static final int LONGEST_ERROR = 500;
    private static final int BUFFER = 1 << 18;

    private final DumpReader reader;
    private final int serverMajor;
    private final Consumer<String> log;
    private boolean begun;
    private boolean complete;
    private @Nullable String restriction;
    private boolean unrestricted;
    private boolean anyStatement;

    /** Reads a dump; the log gets a line for each table. */
    SqlDump(InputStream input, int serverMajor, Consumer<String> log) {
        this.serverMajor = serverMajor;
        this.reader = new DumpReader(input, BUFFER);
        this.log = log;
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
                                .formatted(DumpHead.END));
            }
        } catch (SQLException e) {
            throw new DumpRefusedException(
                    "The dump cannot be restored, at line %,d: %s".formatted(reader.lineNumber(), firstLine(e)), e);
        }
    }

    private static String firstLine(SQLException e) {
        return shortened(String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown error"), LONGEST_ERROR);
    }

    private void execute(Connection connection, String sql) throws SQLException, IOException {
        if (unrestricted) {
            throw refused("a statement after its last line");
        }
        switch (DumpStatement.of(sql)) {
            case COPY -> copy(connection, sql.substring(0, sql.length() - 1));
            case SKIPPED -> {}
            case EXTENSION -> extension(connection, sql);
            case SETTING -> set(connection, sql);
            case EXECUTED -> run(connection, sql);
            case REFUSED -> throw refused("a statement that no dump of a database needs: " + shortened(sql));
        }
    }

    private DumpRefusedException refused(String what) {
        return new DumpRefusedException(
                "The dump is refused: its line %,d has %s. Please make it with pg_dump, and do not change it"
                        .formatted(reader.lineNumber(), what));
    }

    private static void extension(Connection connection, String sql) throws SQLException {
        var extension = DumpStatement.IS_EXTENSION.matcher(sql);
        if (extension.matches()) {
            DumpContents.requireAllowed(extension.group(1));
            run(connection, "create extension if not exists \"%s\" schema public".formatted(extension.group(1)));
        }
    }

    /** An older server may not know a setting of a newer pg_dump. */
    private static void set(Connection connection, String sql) throws SQLException {
        var encoding = OTHER_ENCODING.matcher(sql);
        if (encoding.matches()) {
            throw new DumpRefusedException("The dump is in the encoding %s; please make it with pg_dump --encoding=UTF8"
                    .formatted(encoding.group(1)));
        }
        if (OLD_STRINGS.matcher(sql).matches()) {
            throw new DumpRefusedException(
                    "The dump switches standard_conforming_strings off; please make it with that setting on, or in pg_dump's custom format");
        }
        try {
            run(connection, sql);
        } catch (SQLException e) {
            if (!UNKNOWN_SETTING.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static String shortened(String sql) {
        return shortened(sql.strip().replaceAll("\\s+", " "), LONGEST_SHOWN);
    }

    private static String shortened(String line, int longest) {
        return line.length() > longest ? line.substring(0, longest) + "…" : line;
    }

    private void copy(Connection connection, String sql) throws SQLException, IOException {
        log.accept("processing data for table: " + sql.toLowerCase(Locale.ROOT).replaceFirst(" from stdin.*", ""));
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            if (!reader.data(copy::writeToCopy)) {
                throw new DumpRefusedException(
                        "The dump is incomplete: it ends in the middle of a table's data. Please make it and upload it again");
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Reads to the semicolon that ends a statement, outside of quotes, comments and dollar quotes. */
    private @Nullable String nextStatement() throws IOException {
        var splitter = new StatementSplitter();
        for (var line = nextLine(splitter); line != null; line = nextLine(splitter)) {
            if (splitter.isEmpty() && line.startsWith("\\")) {
                restriction(line.strip());
                continue;
            }
            if (splitter.isEmpty() && line.startsWith("-- ")) {
                remark(line);
            }
            if (splitter.add(line)) {
                if (splitter.isSeveral()) {
                    throw refused("several statements: " + shortened(splitter.statement()));
                }
                return splitter.statement();
            }
        }
        if (!splitter.isEmpty()) {
            throw new DumpRefusedException(
                    "The dump is incomplete: it ends in the middle of a statement. Please make it and upload it again");
        }
        return null;
    }

    private @Nullable String nextLine(StatementSplitter before) throws IOException {
        var line = reader.line(LONGEST_STATEMENT - before.length());
        return line == null ? null : new String(line, StandardCharsets.UTF_8);
    }

    /** Comments in which pg_dump says what the file is. */
    private void remark(String line) {
        DumpHead.checkRemark(line, serverMajor);
        begun |= line.startsWith(DumpHead.BEGIN);
        complete |= line.startsWith(DumpHead.END);
    }

    /** Patched pg_dump writes this pair itself, first and last, with one key; every other command of psql is refused. */
    private void restriction(String command) {
        var matcher = RESTRICTION.matcher(command);
        boolean known = matcher.matches();
        if (known && matcher.group(1) == null && restriction == null && !anyStatement) {
            restriction = matcher.group(2);
        } else if (known && matcher.group(1) != null && matcher.group(2).equals(restriction) && !unrestricted) {
            unrestricted = true;
        } else {
            throw refused("the psql command '%s', which could run programs".formatted(shortened(command)));
        }
    }
}
