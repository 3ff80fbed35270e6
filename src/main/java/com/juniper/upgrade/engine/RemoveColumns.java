package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Drops standard columns that the new version no longer has, counting the values that go; empty tables too. */
final class RemoveColumns implements Step {

    @Override
    public String name() {
        return "remove-columns";
    }

    @Override
    public String title() {
        return "Drop columns that the new version no longer has";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        var ours = SchemaReader.tables(connection);
        var theirs = context.theirs().schema().tables();
        long dropped = 0;
        for (var before :
                Renames.apply(context.base().schema(), connection).tables().values()) {
            var table = ours.tables().get(before.name());
            var after = theirs.get(before.name());
            if (table == null) {
                continue;
            }
            if (after == null) {
                dropped += dropTable(context, connection, table.name());
                continue;
            }
            List<String> gone = new ArrayList<>();
            for (var column : before.columns().values()) {
                var mine = table.columns().get(column.name());
                if (mine != null && !mine.inherited() && !after.columns().containsKey(column.name())) {
                    gone.add(column.name());
                }
            }
            if (!gone.isEmpty()) {
                dropColumns(context, connection, table.name(), gone);
                dropped += gone.size();
            }
        }
        return dropped;
    }

    private static void dropColumns(HopContext context, Connection connection, String table, List<String> columns)
            throws SQLException {
        var counts = columns.stream()
                .map(column -> "count(%s)".formatted(Sql.id(column)))
                .toList();
        var values = Sql.query(
                        connection,
                        "select %s from only public.%s".formatted(String.join(", ", counts), Sql.id(table)),
                        row -> {
                            List<Long> numbers = new ArrayList<>();
                            for (int i = 1; i <= columns.size(); i++) {
                                numbers.add(row.getLong(i));
                            }
                            return numbers;
                        })
                .get(0);
        for (int i = 0; i < columns.size(); i++) {
            if (values.get(i) > 0) {
                context.find(
                        connection,
                        new Finding(
                                "fields",
                                "INFO",
                                "",
                                "%s.%s is gone with %d values".formatted(table, columns.get(i), values.get(i)),
                                Map.of(
                                        "table",
                                        table,
                                        "column",
                                        columns.get(i),
                                        "values",
                                        Long.toString(values.get(i)))));
            }
        }
        var drops = columns.stream()
                .map(column -> "drop column %s cascade".formatted(Sql.id(column)))
                .toList();
        Sql.execute(connection, "alter table public.%s %s".formatted(Sql.id(table), String.join(", ", drops)));
    }

    /** Nobody writes a table that is only kept: nothing of it is required. */
    private static void relax(Connection connection, String table) throws SQLException {
        var actions = Sql.query(connection, """
                select 'alter column ' || quote_ident(attname) || ' drop not null' from pg_attribute
                where attrelid = to_regclass(?) and attnum > 0 and not attisdropped and attnotnull and attname <> 'id'
                  and not exists (select 1 from pg_index i where i.indrelid = attrelid and i.indisprimary and attnum = any (i.indkey))""", row -> row.getString(1), "public." + Sql.id(table));
        if (!actions.isEmpty()) {
            Sql.execute(connection, "alter table public.%s %s".formatted(Sql.id(table), String.join(", ", actions)));
        }
    }

    /** A standard table that is gone is dropped when it is empty; one with rows is kept and reported. */
    private static long dropTable(HopContext context, Connection connection, String table) throws SQLException {
        long rows = Sql.number(connection, "select count(*) from public.%s".formatted(Sql.id(table)));
        if (rows == 0) {
            Sql.execute(connection, "drop table public.%s cascade".formatted(Sql.id(table)));
            return 1;
        }
        relax(connection, table);
        context.find(
                connection,
                new Finding(
                        "models",
                        "INFO",
                        "",
                        "Table %s is no longer used; its %d rows are kept".formatted(table, rows),
                        Map.of("table", table, "rows", Long.toString(rows))));
        return 0;
    }
}
