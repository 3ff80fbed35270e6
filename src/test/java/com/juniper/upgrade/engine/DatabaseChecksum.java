package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All that a database holds, one line for each table's rows, column, constraint, index, view and sequence. */
public final class DatabaseChecksum {

    private static final String ROWS = """
            select format('%%s rows, %%s', count(*), coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), 'none'))
            from only public.%s t""";

    private DatabaseChecksum() {}

    public static List<String> of(DatabaseAddress database) throws SQLException {
        try (Connection connection = database.connect()) {
            Sql.execute(connection, "set search_path = pg_catalog, public");
            List<String> lines = new ArrayList<>();
            var schema = SchemaReader.read(connection);
            for (var table : schema.tables().values()) {
                var name = Sql.id(table.name());
                lines.add(name + ": "
                        + Sql.strings(connection, ROWS.formatted(name)).get(0));
                table.columns().values().forEach(column -> lines.add(name + "." + column));
            }
            schema.constraints().forEach(constraint -> lines.add(constraint.toString()));
            schema.indexes().forEach(index -> lines.add(index.toString()));
            schema.views().stream().map(Object::toString).sorted().forEach(lines::add);
            lines.addAll(Sql.strings(connection, """
                    select format('sequence %s at %s of %s', sequencename, last_value, data_type) from pg_sequences
                    where schemaname = 'public' order by 1"""));
            lines.addAll(Sql.strings(
                    connection, "select 'schema ' || nspname from pg_namespace where nspname !~ '^pg_' order by 1"));
            return lines;
        }
    }
}
