package com.juniper.upgrade.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files that go beside an upgraded database: those that stood in it (R62) and the new version's own (R63). */
final class Files {

    private final Connection connection;
    private final Path filestore;

    Files(Connection connection, Path filestore) {
        this.connection = connection;
        this.filestore = filestore;
    }

    int write(Catalogs catalogs, List<Hop> hops) throws SQLException, IOException {
        java.nio.file.Files.createDirectories(filestore);
        int extracted = extract();
        var needed = new HashSet<>(Sql.strings(
                connection, "select distinct store_fname from public.ir_attachment where store_fname is not null"));
        Set<String> copied = new HashSet<>();
        for (Hop hop : hops) {
            try (var release = catalogs.open(hop.to())) {
                copyStandard(release, needed, copied);
            }
        }
        return extracted + copied.size();
    }

    /** One row at a time: a file may be large. */
    private int extract() throws SQLException, IOException {
        var ids = Sql.query(
                connection,
                "select id from public.ir_attachment where db_datas is not null and octet_length(db_datas) > 0 order by id",
                row -> row.getLong(1));
        for (Long id : ids) {
            byte[] content = Sql.query(
                            connection,
                            "select db_datas from public.ir_attachment where id = ?",
                            row -> row.getBytes(1),
                            id)
                    .get(0);
            var file = StoredFile.write(filestore, content);
            Sql.update(connection, """
                    with counted as (update juniper_upgrade.upgrade set files = files + 1)
                    update public.ir_attachment set store_fname = ?, checksum = ?, file_size = ?, db_datas = null where id = ?""", file.path(), file.hash(), content.length, id);
        }
        return (int) Sql.number(connection, "select files from juniper_upgrade.upgrade");
    }

    /** A file may be of an earlier release than the last, where that one came without files. */
    private void copyStandard(Catalog release, Set<String> needed, Set<String> copied) throws IOException {
        for (String name : release.files()) {
            if (needed.contains(name) && copied.add(name)) {
                java.nio.file.Files.createDirectories(filestore.resolve(name.substring(0, 2)));
                try (InputStream content = release.file(name)) {
                    java.nio.file.Files.copy(content, filestore.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
