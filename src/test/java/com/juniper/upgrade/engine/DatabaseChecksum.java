package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All that a database holds, one line for each table's rows, column, constraint, index, view and sequence. */
public final class DatabaseChecksum {

    private static final String ROWS = """
            select format('%%%%s rows, %%%%s', count(*), coalesce(md5(string_agg(row, '' order by row)), 'none'))
            from (select md5(%s) as row from only public.%%s t) rows""";

    private static final String WHOLE = ROWS.formatted("t::text");

    /** Without what a run draws by lot: times and unique ids. */
    private static final String SETTLED = ROWS.formatted(
            "regexp_replace(t::text, '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}', '', 'g')");

    private DatabaseChecksum() {}

    public static List<String> of(DatabaseAddress database) throws SQLException {
        return of(database, WHOLE);
    }

    /** {@return the same but for times and unique ids, which differ from run to run} */
    public static List<String> settled(DatabaseAddress database) throws SQLException {
        return of(database, SETTLED);
    }

    private static List<String> of(DatabaseAddress database, String rows) throws SQLException {
        try (Connection connection = database.connect()) {
            Sql.execute(connection, "set search_path = pg_catalog, public");
            List<String> lines = new ArrayList<>();
            var schema = SchemaReader.read(connection);
            for (var table : schema.tables().values()) {
                var name = Sql.id(table.name());
                lines.add(name + ": "
                        + Sql.strings(connection, rows.formatted(name)).get(0));
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
