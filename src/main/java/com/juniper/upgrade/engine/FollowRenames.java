package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.TextPlaces.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes what the customer wrote follow the models, fields and options that scripts renamed, each field of a path on the model that
 * the fields before it lead to: saved filters, exports, actions, rights, views, templates, computed fields, dashboards.
 * Standard records are left to the merge.
 */
final class FollowRenames implements Step {

    /** Rows that are written by one statement. */
    private static final int BATCH = 10_000;

    @Override
    public String name() {
        return "follow-renames";
    }

    @Override
    public String title() {
        return "Follow renamed models, fields and options in filters, views and templates";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        var oldNames = Sql.strings(connection, """
                select coalesce(string_agg(distinct regexp_replace(old, '\\W', '\\\\\\&', 'g'), '|'), '')
                from (select old from juniper_upgrade.renamed_field union all select old from juniper_upgrade.renamed_model
                      union all select old from juniper_upgrade.renamed_option) x""").get(0);
        if (oldNames.isEmpty()) {
            return 0;
        }
        var models = Models.readWithRenames(connection);
        var schema = SchemaReader.tables(connection);
        long all = 0;
        for (Place place : places()) {
            if (place.isIn(schema)) {
                long rows = follow(connection, place, schema, models, "\\y(" + oldNames + ")\\y");
                if (rows > 0) {
                    tell(context, connection, place, rows);
                }
                all += rows;
            }
        }
        return all;
    }

    /** What is out of use follows too: it may be used again. */
    private static List<Place> places() {
        return Stream.concat(TextPlaces.ALL.stream(), Stream.of(TextPlaces.VIEWS))
                .map(place -> place.where("true"))
                .toList();
    }

    private static long follow(Connection connection, Place place, Schema schema, Models models, String oldNames)
            throws SQLException {
        List<Integer> ids = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        var rows = new long[1];
        Sql.stream(
                connection,
                """
                select x.id, coalesce(%s, ''), x.%s::text from only public.%s x
                where x.%2$s::text ~ ?
                  and not exists (select 1 from juniper_upgrade.standard_row s where s.tbl = %s and s.id = x.id)""".formatted(
                                place.model(),
                                Sql.id(place.column()),
                                Sql.id(place.table()),
                                Sql.literal(ModelTables.family(place.table()))),
                row -> {
                    var text = row.getString(3);
                    var model = row.getString(2);
                    var followed = place.isByLanguage(schema)
                            ? ByLanguage.map(text, one -> place.kind().follow(one, model, models))
                            : place.kind().follow(text, model, models);
                    if (!followed.equals(text)) {
                        ids.add(row.getInt(1));
                        texts.add(followed);
                    }
                    if (ids.size() == BATCH) {
                        rows[0] += write(connection, place, place.type(schema), ids, texts);
                    }
                },
                oldNames);
        return rows[0] + write(connection, place, place.type(schema), ids, texts);
    }

    /** Writes texts to a place, and forgets them. */
    static long write(Connection connection, Place place, String type, List<Integer> ids, List<String> texts)
            throws SQLException {
        long rows = Sql.update(
                connection,
                """
                update only public.%s x set %s = n.text::%s
                from unnest(?::int[], ?::text[]) n (id, text) where n.id = x.id""".formatted(Sql.id(place.table()), Sql.id(place.column()), type),
                connection.createArrayOf("int", ids.toArray()),
                connection.createArrayOf("text", texts.toArray()));
        ids.clear();
        texts.clear();
        return rows;
    }

    private static void tell(HopContext context, Connection connection, Place place, long rows) throws SQLException {
        context.find(
                connection,
                new Finding(
                        "fields",
                        "INFO",
                        "",
                        "%d of your rows of %s name fields and options by their new names now"
                                .formatted(rows, place.table()),
                        Map.of("table", place.table(), "column", place.column(), "rows", Long.toString(rows))));
    }
}
