package com.juniper.upgrade.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for each file that a database names, among those made for it and those beside it already, and reports the ones
 * that are missing or damaged (category {@code files}). They were so before the upgrade, so it goes on.
 */
final class CheckFiles {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{2}/([0-9a-f]{40})");
    private static final int AT_ONCE = 1000;

    private final Connection connection;
    private final Path made;
    private final PresentFiles present;
    private final UpgradeListener listener;

    CheckFiles(Connection connection, Path made, PresentFiles present, UpgradeListener listener) {
        this.connection = connection;
        this.made = made;
        this.present = present;
        this.listener = listener;
    }

    /** Checks all, in one transaction; done again, it replaces its findings. */
    void run(Hop hop) throws SQLException, IOException {
        connection.setAutoCommit(false);
        Sql.execute(
                connection,
                "create temporary table damaged_file (name text, problem text) on commit drop; delete from juniper_upgrade.finding where category = 'files'");
        long checked = 0;
        long damaged = 0;
        try (PreparedStatement names = connection.prepareStatement(
                        "select store_fname, max(file_size)::bigint from public.ir_attachment where store_fname is not null group by store_fname");
                PreparedStatement insert = connection.prepareStatement("insert into damaged_file values (?, ?)")) {
            names.setFetchSize(AT_ONCE);
            try (ResultSet rows = names.executeQuery()) {
                while (rows.next()) {
                    var problem = problem(rows.getString(1), rows.getObject(2, Long.class));
                    if (problem.isPresent()) {
                        insert.setString(1, rows.getString(1));
                        insert.setString(2, problem.get());
                        insert.addBatch();
                        if (++damaged % AT_ONCE == 0) {
                            insert.executeBatch();
                        }
                    }
                    checked++;
                }
            }
            insert.executeBatch();
        }
        Sql.update(connection, """
                insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
                select ?, 'files', 'WARNING', '', format('A file is %s: %s', d.problem, left(a.name, 200)),
                  jsonb_strip_nulls(jsonb_build_object('file', d.name, 'model', a.res_model, 'record', a.res_id::text, 'attachments', a.attachments::text))
                from damaged_file d cross join lateral (
                  select (array_agg(name order by id))[1] as name, (array_agg(res_model order by id))[1] as res_model,
                    (array_agg(res_id order by id))[1] as res_id, count(*) as attachments
                  from public.ir_attachment where store_fname = d.name) a
                order by d.name""", hop.toString());
        connection.commit();
        connection.setAutoCommit(true);
        listener.log("Checked %,d files of the database: %s"
                .formatted(checked, damaged == 0 ? "all are there" : "%,d are missing or damaged".formatted(damaged)));
    }

    private Optional<String> problem(String name, @Nullable Long size) throws IOException {
        var parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.of("not named by its content");
        }
        var file = made.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            file = present.filestore().resolve(name);
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of("missing");
        }
        long bytes = Files.size(file);
        if (size != null && bytes != size) {
            return Optional.of("of %,d bytes instead of %,d".formatted(bytes, size));
        }
        return present.contents() && !StoredFile.of(file).hash().equals(parts.group(1))
                ? Optional.of("changed")
                : Optional.empty();
    }
}
