package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Inserts the standard records that are new, their references translated to the customer's ids (engine.md 5). */
final class InsertRecords implements Step {

    @Override
    public String name() {
        return "insert-records";
    }

    @Override
    public String title() {
        return "Insert new standard records";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        var references = References.read(connection);
        var tables = Sql.strings(connection, "select distinct tbl from juniper_upgrade.id_map where is_new order by 1");
        long rows = 0;
        for (String table : tables) {
            rows += insert(context, connection, table, references);
            context.progressed(name(), rows, -1);
        }
        IdSequences.advance(connection); // scripts insert too
        return rows;
    }

    private static long insert(HopContext context, Connection connection, String table, References references)
            throws SQLException {
        var ours = MatchRecords.columnTypes(connection, "public", table);
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        var described =
                Objects.requireNonNull(context.theirs().schema().tables().get(table));
        for (var column : described.columns().values()) {
            if (!ours.containsKey(column.name())) {
                continue;
            }
            var value = value(table, column.name(), references);
            columns.add(Sql.id(column.name()));
            values.add(value);
            if (column.notNull() && references.target(table, column.name()) != null) {
                conditions.add(" and " + value + " is not null");
            }
        }
        long inserted = Sql.update(connection, """
                insert into public.%1$s (%2$s)
                select %3$s from juniper_upgrade.id_map r join %4$s.%1$s t on t.id = r.theirs
                where r.tbl = %5$s and r.is_new%6$s order by r.ours""".formatted(
                        Sql.id(table),
                        String.join(", ", columns),
                        String.join(", ", values),
                        HopContext.THEIRS,
                        Sql.literal(table),
                        String.join("", conditions)));
        forgetWhatWasNotInserted(context, connection, table);
        return inserted;
    }

    private static String value(String table, String column, References references) {
        if (column.equals("id")) {
            return "r.ours";
        }
        if (table.equals("ir_module_module") && column.equals("state")) {
            return "'uninstalled'"; // the last step says which are installed
        }
        return references.mapped(table, column, "t", "theirs");
    }

    /** A record whose required reference the customer does not have is not for him. */
    private static void forgetWhatWasNotInserted(HopContext context, Connection connection, String table)
            throws SQLException {
        long missing = Sql.update(connection, """
                delete from juniper_upgrade.id_map r where r.tbl = %s and r.is_new
                  and not exists (select 1 from only public.%s x where x.id = r.ours)""".formatted(Sql.literal(table), Sql.id(table)));
        if (missing > 0) {
            context.find(
                    connection,
                    new Finding(
                            "records",
                            "INFO",
                            "",
                            "%d new standard records of %s were left out: what they need is not in this database"
                                    .formatted(missing, table),
                            Map.of("table", table, "records", Long.toString(missing))));
        }
    }
}
