package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Catalog.Data;
import com.juniper.upgrade.engine.Catalog.Link;
import com.juniper.upgrade.engine.Catalog.Manifest;
import com.juniper.upgrade.engine.Catalog.Module;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Makes a release's catalog from its reference database. */
public final class CatalogCapture {

    private static final int FORMAT = 1;
    private static final Pattern FILE_NAME = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{40}");

    /** Tables that are copied whole: the ERP's description of itself, which external ids name only in part. */
    private static final Set<String> WHOLE =
            Set.of("ir_model_data", "ir_module_module_dependency", "ir_module_module_exclusion", "ir_model_relation");

    /** The images of standard records are theirs, though no external id names them. */
    private static final String IMAGES =
            " or res_field is not null and (res_model, res_id) in (select model, res_id from public.ir_model_data)";

    private final Connection connection;
    private final Schema schema;

    private CatalogCapture(Connection connection) throws SQLException {
        this.connection = connection;
        this.schema = SchemaReader.read(connection);
    }

    /**
     * Writes the catalog of a reference database; the file appears whole or not at all.
     *
     * @param filestore the reference database's files, where there are any ({@code xx/<sha1>})
     * @param line the release line it belongs to
     * @throws EngineException if the database is not one of the ERP's, or the file cannot be written
     */
    public static CatalogSummary capture(DatabaseAddress reference, @Nullable Path filestore, String line, Path file) {
        var analysis = DatabaseAnalysis.of(reference);
        var part = file.resolveSibling(file.getFileName() + ".part");
        try (Connection connection = reference.connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Sql.execute(connection, "set local search_path = pg_catalog, public");
            try (var zip = new ZipOutputStream(Files.newOutputStream(part))) {
                new CatalogCapture(connection).write(zip, analysis.version(), line, filestore);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (SQLException | IOException e) {
            throw new EngineException("Cannot capture the catalog of " + reference + ": " + e.getMessage(), e);
        }
        try (var catalog = Catalog.open(file)) {
            return catalog.summary();
        }
    }

    private void write(ZipOutputStream zip, Version version, String line, @Nullable Path filestore)
            throws SQLException, IOException {
        zip.setLevel(4);
        var links = links();
        List<Data> data = new ArrayList<>();
        var recordTables = recordTables();
        for (var table : recordTables.entrySet()) {
            data.add(copy(zip, table.getKey(), standardRows(table.getValue())));
        }
        for (String table : wholeTables(links, recordTables.keySet())) {
            data.add(copy(zip, table, ""));
        }
        int files = filestore == null ? 0 : copyFiles(zip, filestore);
        json(zip, Catalog.SCHEMA, schema);
        json(zip, Catalog.MANIFEST, new Manifest(FORMAT, line, version.toString(), modules(), data, links, files));
    }

    private List<Module> modules() throws SQLException {
        return Sql.query(
                connection,
                """
                select m.name, coalesce(m.latest_version, ''), coalesce(m.auto_install, false),
                       array(select d.name::text from public.ir_module_module_dependency d
                             where d.module_id = m.id order by d.name)
                from public.ir_module_module m where m.state = 'installed' order by m.name""",
                row -> new Module(row.getString(1), row.getString(2), row.getBoolean(3), Set.of((String[])
                        row.getArray(4).getArray())));
    }

    /** The tables of records that external ids name, each with its models. */
    private Map<String, Set<String>> recordTables() throws SQLException {
        var tables = new TreeMap<String, Set<String>>();
        tables.put("ir_attachment", new TreeSet<>(Set.of("ir.attachment")));
        for (String model : Sql.strings(connection, "select distinct model from public.ir_model_data")) {
            var table = ModelTables.table(model);
            if (schema.tables().containsKey(table) && !WHOLE.contains(table)) {
                tables.computeIfAbsent(table, key -> new TreeSet<>()).add(model);
            }
        }
        return tables;
    }

    private static String standardRows(Set<String> models) {
        var names = models.stream().map(Sql::literal).toList();
        return " where id in (select res_id from public.ir_model_data where model in (%s))"
                        .formatted(String.join(", ", names))
                + (models.contains("ir.attachment") ? IMAGES : "");
    }

    private List<Link> links() throws SQLException {
        return Sql.query(
                        connection,
                        """
                        select distinct on (relation_table) relation_table, column1, model, column2, relation
                        from public.ir_model_fields
                        where ttype = 'many2many' and store and relation_table is not null and column1 is not null
                          and column2 is not null
                        order by relation_table, id""",
                        row -> new Link(
                                row.getString(1),
                                row.getString(2),
                                ModelTables.table(row.getString(3)),
                                row.getString(4),
                                ModelTables.table(row.getString(5))))
                .stream()
                .filter(link -> schema.tables().containsKey(link.table()))
                .toList();
    }

    private Set<String> wholeTables(List<Link> links, Set<String> recordTables) {
        var tables = new TreeSet<>(WHOLE);
        links.forEach(link -> tables.add(link.table()));
        tables.retainAll(schema.tables().keySet());
        tables.removeAll(recordTables);
        return tables;
    }

    private Data copy(ZipOutputStream zip, String table, String where) throws SQLException, IOException {
        var columns = List.copyOf(
                Objects.requireNonNull(schema.tables().get(table)).columns().keySet());
        var names = columns.stream().map(Sql::id).toList();
        zip.putNextEntry(new ZipEntry(Catalog.DATA + table + ".copy"));
        long rows = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "copy (select %s from only public.%s%s order by 1) to stdout"
                                .formatted(String.join(", ", names), Sql.id(table), where),
                        uncloseable(zip));
        zip.closeEntry();
        return new Data(table, columns, rows);
    }

    /** The files that standard attachments name. */
    private int copyFiles(ZipOutputStream zip, Path filestore) throws SQLException, IOException {
        int files = 0;
        var names = Sql.strings(
                connection,
                "select distinct store_fname from public.ir_attachment where store_fname is not null order by 1");
        for (String name : names) {
            var file = filestore.resolve(name);
            if (FILE_NAME.matcher(name).matches() && Files.isRegularFile(file)) {
                zip.putNextEntry(new ZipEntry(Catalog.FILESTORE + name));
                Files.copy(file, zip);
                zip.closeEntry();
                files++;
            }
        }
        return files;
    }

    private static void json(ZipOutputStream zip, String name, Object value) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Catalog.JSON.writeValue(uncloseable(zip), value);
        zip.closeEntry();
    }

    private static OutputStream uncloseable(OutputStream output) {
        return new java.io.FilterOutputStream(output) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
