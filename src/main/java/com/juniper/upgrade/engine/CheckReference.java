package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Catalog.Module;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGConnection;

/** Puts what a release says into temporary tables {@code ref_…}, and what follows from it into {@code chk_…}. */
final class CheckReference {

    private static final Set<String> TABLES = Set.of(
            "ir_model",
            "ir_model_fields",
            "ir_model_fields_selection",
            "ir_model_data",
            "ir_model_constraint",
            "ir_model_inherit");

    private static final String DERIVED = """
            create temp table if not exists ref_ir_model_inherit (id int, model_id int, parent_id int) on commit drop;
            create temp table chk_module on commit drop as
              select name from public.ir_module_module where state in ('installed', 'to upgrade', 'to remove');
            create temp table chk_model (model text primary key, tbl text not null, kind text) on commit drop;
            create index on ref_ir_model_data (model, res_id);
            create index on ref_ir_model_data (module, name);
            create index on ref_ir_model_fields (model, name);
            create index on ref_ir_model (model);
            create index on ref_ir_model_fields_selection (field_id);
            analyze ref_ir_model_data, ref_ir_model_fields, ref_ir_model, ref_ir_model_fields_selection;
            create temp table chk_owned_model on commit drop as
              select m.id, m.model from ref_ir_model m where exists (
                select 1 from ref_ir_model_data d join chk_module i on i.name = d.module where d.model = 'ir.model' and d.res_id = m.id);
            create temp table chk_owned_field on commit drop as
              select f.* from ref_ir_model_fields f join chk_owned_model m on m.id = f.model_id
              join (select distinct on (res_id) res_id, module from ref_ir_model_data where model = 'ir.model.fields' order by res_id, id) d on d.res_id = f.id
              join chk_module i on i.name = d.module
              -- a field that a third module adds to every such model is not there without the model that it leads to
              where coalesce(f.relation, '') = '' or f.relation in (select model from chk_owned_model);
            create index on chk_owned_field (model, name);
            create index on chk_owned_field (id);
            analyze chk_owned_field""";

    private CheckReference() {}

    /**
     * Fills the tables. A field belongs to the module that defines it, whose external id of it is the oldest: others
     * only change what is there.
     */
    static void load(Connection connection, Catalog catalog, Catalogs catalogs) throws SQLException, IOException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (var data : catalog.data()) {
            if (TABLES.contains(data.table())) {
                Sql.execute(connection, createTable(catalog, data));
                try (InputStream rows = catalog.copyData(data.table())) {
                    copy.copyIn("copy ref_%s from stdin".formatted(data.table()), rows);
                }
            }
        }
        modules(connection, catalog, catalogs);
        views(connection, catalog);
        Sql.execute(connection, DERIVED);
        models(connection);
    }

    private static String createTable(Catalog catalog, Catalog.Data data) {
        var columns = Objects.requireNonNull(catalog.schema().tables().get(data.table()))
                .columns();
        var definitions = data.columns().stream()
                .map(column -> Sql.id(column) + " "
                        + Objects.requireNonNull(columns.get(column)).type())
                .toList();
        return "create temp table ref_%s (%s) on commit drop".formatted(data.table(), String.join(", ", definitions));
    }

    private static void modules(Connection connection, Catalog catalog, Catalogs catalogs) throws SQLException {
        Sql.execute(connection, """
                create temp table ref_module (name text primary key) on commit drop;
                create temp table ref_dependency (module text, depends text) on commit drop;
                create temp table ref_standard (name text primary key) on commit drop""");
        for (Module module : catalog.modules().values()) {
            Sql.update(connection, "insert into ref_module values (?)", module.name());
            for (String needed : module.dependencies()) {
                Sql.update(connection, "insert into ref_dependency values (?, ?)", module.name(), needed);
            }
        }
        for (String module : standardModules(catalogs)) {
            Sql.update(connection, "insert into ref_standard values (?)", module);
        }
    }

    private static void views(Connection connection, Catalog catalog) throws SQLException {
        Sql.execute(connection, "create temp table ref_view (name text primary key, definition text) on commit drop");
        for (Schema.View view : catalog.schema().views()) {
            Sql.update(connection, "insert into ref_view values (?, ?)", view.name(), view.definition());
        }
    }

    private static Set<String> standardModules(Catalogs catalogs) {
        Set<String> names = new TreeSet<>();
        for (Version version : catalogs.versions()) {
            try (var catalog = catalogs.open(version)) {
                names.addAll(catalog.modules().keySet());
            }
        }
        return names;
    }

    private static void models(Connection connection) throws SQLException {
        List<String> models = Sql.strings(
                connection,
                "select model from public.ir_model union select model from ref_ir_model union select model from public.ir_model_data where model is not null");
        try (var insert = connection.prepareStatement("insert into chk_model values (?, ?, null)")) {
            for (String model : models) {
                insert.setString(1, model);
                insert.setString(2, ModelTables.table(model));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        Sql.execute(connection, """
                update chk_model m set kind = c.relkind from pg_class c
                where c.relname = m.tbl and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm');
                analyze chk_model""");
    }
}
