package com.juniper.upgrade.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * Hands out everything that an upgrade found, row by row, the worst first: a million findings need no more memory than
 * one. Works from the end of an upgrade until {@link UpgradeEngine#forget} drops the engine's tables.
 */
public final class FindingExport {

    private static final String WORST_FIRST = """
            from juniper_upgrade.finding f
            join juniper_upgrade.hop h on h.from_version || '→' || h.to_version = f.hop
            order by array_position(array['PROBLEM', 'WARNING', 'INFO'], f.severity), f.category, h.position, f.module, f.id""";

    /** A spreadsheet would run a cell that begins with one of these as a formula. */
    private static final String HARMLESS = "regexp_replace(%s, '^[-=+@\\t\\r\\n]', '''\\&')";

    private FindingExport() {}

    /** Takes the rows, and reads them to their end. */
    public interface Reader {
        void read(InputStream rows) throws SQLException, IOException;
    }

    /**
     * Writes them into a CSV file: UTF-8, RFC 4180, a header with from, to, category, severity, app, title, details. A cell
     * that a spreadsheet would take for a formula begins with an apostrophe. The file appears when it is whole.
     *
     * @throws EngineException if the database or the file refuses; it can be called again
     */
    public static void writeCsv(DatabaseAddress database, Path file) {
        var part = file.resolveSibling(file.getFileName() + ".part");
        var sql = """
                copy (select h.from_version as "from", h.to_version as "to", f.category, f.severity, %s as app, %s as title, %s as details
                      %s) to stdout (format csv, header)""".formatted(
                        HARMLESS.formatted("f.module"),
                        HARMLESS.formatted("f.title"),
                        HARMLESS.formatted(
                                "coalesce((select string_agg(key || ': ' || value, e'\\n' order by key) from jsonb_each_text(f.details)), '')"),
                        WORST_FIRST);
        read(database, sql, rows -> Files.copy(rows, part, StandardCopyOption.REPLACE_EXISTING));
        try {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new EngineException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Gives them as PostgreSQL's COPY writes text: the owner, a position that counts from 0, hop, category, severity,
     * module, title, details (JSON).
     *
     * @param owner stands at the begin of every row
     * @throws EngineException if the database or the reader refuses
     */
    public static void read(DatabaseAddress database, UUID owner, Reader reader) {
        read(database, """
                copy (select '%s'::uuid, row_number() over () - 1, x.* from (
                        select f.hop, f.category, f.severity, f.module, f.title, f.details %s) x) to stdout""".formatted(owner, WORST_FIRST), reader);
    }

    private static void read(DatabaseAddress database, String copy, Reader reader) {
        try (Connection connection = database.connect()) {
            Sql.execute(connection, "set search_path = pg_catalog; set jit = off");
            try (var rows = new PGCopyInputStream(connection.unwrap(PGConnection.class), copy)) {
                reader.read(rows);
            }
        } catch (SQLException | IOException e) {
            throw new EngineException("Cannot read the findings of %s: %s".formatted(database, e.getMessage()), e);
        }
    }
}
