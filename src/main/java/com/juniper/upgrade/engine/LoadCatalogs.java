package com.juniper.upgrade.engine;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Loads the standard records of both releases beside the customer's data. */
final class LoadCatalogs implements Step {

    private static final int WORTH_AN_INDEX = 100;

    @Override
    public String name() {
        return "load-catalogs";
    }

    @Override
    public String title() {
        return "Load the releases' standard records";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException, IOException {
        takeOver(connection, context.base());
        load(connection, context.base(), HopContext.BASE);
        load(connection, context.theirs(), HopContext.THEIRS);
        Sql.execute(
                connection,
                "truncate juniper_upgrade.model_table, juniper_upgrade.module, juniper_upgrade.renamed_table, juniper_upgrade.renamed_column, juniper_upgrade.renamed_field, juniper_upgrade.renamed_option, juniper_upgrade.renamed_model, juniper_upgrade.kept_text, juniper_upgrade.became_html");
        saveModels(connection);
        return rows(context.base()) + rows(context.theirs());
    }

    private static long rows(Catalog catalog) {
        return catalog.data().stream().mapToLong(Catalog.Data::rows).sum();
    }

    /** The release after the last hop is the one before this hop. */
    private static void takeOver(Connection connection, Catalog base) throws SQLException {
        if (base.identity().equals(loaded(connection, HopContext.THEIRS))) {
            Sql.execute(
                    connection,
                    "drop schema if exists %1$s cascade; alter schema %2$s rename to %1$s"
                            .formatted(HopContext.BASE, HopContext.THEIRS));
        }
    }

    /** {@return which catalog a schema holds} */
    private static String loaded(Connection connection, String schema) throws SQLException {
        var identities = Sql.strings(
                connection, "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = ?", schema);
        return identities.isEmpty() ? "" : String.valueOf(identities.get(0));
    }

    private static void load(Connection connection, Catalog catalog, String schema) throws SQLException, IOException {
        if (!catalog.identity().equals(loaded(connection, schema))) {
            Sql.execute(connection, "drop schema if exists %1$s cascade; create schema %1$s".formatted(schema));
            copy(connection, catalog, schema);
            Sql.execute(connection, "comment on schema %s is %s".formatted(schema, Sql.literal(catalog.identity())));
        }
    }

    private static void copy(Connection connection, Catalog catalog, String schema) throws SQLException, IOException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        // a table costs a millisecond; a missing one is an empty one
        var tables = catalog.data().stream().filter(data -> data.rows() > 0).toList();
        Sql.execute(
                connection,
                tables.stream().map(data -> createTable(catalog, data, schema)).collect(Collectors.joining(";\n")));
        for (var data : tables) {
            try (InputStream input = catalog.copyData(data.table())) {
                copy.copyIn("copy %s.%s from stdin".formatted(schema, Sql.id(data.table())), input);
            }
            if (data.columns().contains("id") && data.rows() > WORTH_AN_INDEX) {
                Sql.execute(
                        connection, "alter table %s.%s add primary key (id)".formatted(schema, Sql.id(data.table())));
            }
        }
        Sql.execute(
                connection,
                "create index on %1$s.ir_model_data (module, name); analyze %1$s.ir_model_data (module, name, model, res_id)"
                        .formatted(schema));
    }

    private static String createTable(Catalog catalog, Catalog.Data data, String schema) {
        var columns = Objects.requireNonNull(catalog.schema().tables().get(data.table()))
                .columns();
        var definitions = data.columns().stream()
                .map(column -> Sql.id(column) + " "
                        + Objects.requireNonNull(columns.get(column)).type())
                .toList();
        return "create table %s.%s (%s)".formatted(schema, Sql.id(data.table()), String.join(", ", definitions));
    }

    /** Every model that either release or the customer has, with its table. */
    private static void saveModels(Connection connection) throws SQLException {
        Set<String> models = new TreeSet<>(Sql.strings(connection, """
                        select model from public.ir_model union select model from juniper_upgrade_base.ir_model
                        union select model from juniper_upgrade_theirs.ir_model union select model from juniper_upgrade_theirs.ir_model_data
                        union select model from juniper_upgrade_base.ir_model_data union select model from public.ir_model_data where model is not null"""));
        try (var insert = connection.prepareStatement("insert into juniper_upgrade.model_table values (?, ?, ?)")) {
            for (String model : models) {
                var table = ModelTables.table(model);
                insert.setString(1, model);
                insert.setString(2, table);
                insert.setString(3, ModelTables.family(table));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
