package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.TextPlaces.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds texts that the ERP cannot read, or that name fields and models that are not there. Both the check of a database and
 * the hop ask here, so that they agree.
 */
final class TextChecks {

    /** Told of each text that is of no use. */
    interface Listener {

        /**
         * Takes one text.
         *
         * @param name what people call the row, or empty
         * @param reason what is wrong, a sentence
         */
        void broken(Place place, int id, String name, String text, String reason) throws SQLException;
    }

    /** Which rows of a place to look at, and how strictly. */
    interface Rows {

        /** {@return a condition on row {@code x}: the rows to look at} */
        String chosen(Place place) throws SQLException;

        /** {@return a condition on row {@code x}: those that need not be readable, nor sound to the end of each path} */
        default String excused(Place place) {
            return "false";
        }
    }

    private static final String UNREADABLE = "it cannot be read";

    /** An external id that code asks for, and cannot do without. */
    private static final String REFERENCE = "\\mref\\(\\s*[''\"](\\w+\\.[\\w.-]+)[''\"]\\s*\\)";

    private final Connection connection;
    private final Schema schema;
    private final Models models;

    TextChecks(Connection connection, Schema schema, Models models) {
        this.connection = connection;
        this.schema = schema;
        this.models = models;
    }

    /** Looks at every place that the database has. */
    void find(Rows rows, Listener listener) throws SQLException {
        for (Place place : TextPlaces.ALL) {
            if (place.isIn(schema)) {
                texts(place, rows, listener);
                if (place.kind() == TextKind.CODE) {
                    references(place, rows, listener);
                }
            }
        }
    }

    private void texts(Place place, Rows rows, Listener listener) throws SQLException {
        Sql.stream(
                connection,
                "select x.id, coalesce(%s, ''), (%s)::text, x.%s::text, %s from only public.%s x where x.%3$s is not null and %s and %s"
                        .formatted(
                                place.model(),
                                place.name(),
                                Sql.id(place.column()),
                                rows.excused(place),
                                Sql.id(place.table()),
                                place.condition(),
                                rows.chosen(place)),
                row -> {
                    var text = row.getString(4);
                    for (String reason : reasons(place, row.getString(2), text, row.getBoolean(5))) {
                        listener.broken(place, row.getInt(1), name(row.getString(3)), text, reason);
                    }
                });
    }

    private Set<String> reasons(Place place, String model, String text, boolean excused) {
        Set<String> reasons = new LinkedHashSet<>();
        var texts = place.isByLanguage(schema) ? ByLanguage.texts(text) : List.of(text);
        for (String one : texts) {
            if (place.kind().isReadable(one)) {
                reasons.addAll(place.kind().missing(one, model, models, !excused));
            } else if (!excused) {
                reasons.add(UNREADABLE);
            }
        }
        return reasons;
    }

    private void references(Place place, Rows rows, Listener listener) throws SQLException {
        Sql.stream(
                connection,
                """
                select x.id, (%s)::text, x.%s::text, r.id
                from only public.%s x cross join lateral (select distinct m[1] as id from regexp_matches(x.%2$s::text, '%s', 'g') m) r
                where %s and %s and not exists (
                  select 1 from public.ir_model_data d where d.module = split_part(r.id, '.', 1) and d.name = substr(r.id, position('.' in r.id) + 1))""".formatted(
                                place.name(),
                                Sql.id(place.column()),
                                Sql.id(place.table()),
                                REFERENCE,
                                place.condition(),
                                rows.chosen(place)),
                row -> listener.broken(
                        place,
                        row.getInt(1),
                        name(row.getString(2)),
                        row.getString(3),
                        "the external id %s does not exist".formatted(row.getString(4))));
    }

    /** A name is a text, or an object of texts by language. */
    private static String name(@org.jspecify.annotations.Nullable String name) {
        if (name == null) {
            return "";
        }
        return name.startsWith("{")
                ? ByLanguage.texts(name).stream().findFirst().orElse("")
                : name;
    }
}
