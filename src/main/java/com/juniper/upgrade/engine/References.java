package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which columns of the new version's standard records refer to other records, and how to translate their ids. */
final class References {

    private static final Set<String> AUTHORS = Set.of("create_uid", "write_uid");
    private static final Set<String> DATES = Set.of("create_date", "write_date");

    private static final Set<String> VIEWS = Set.of("ir_ui_view.arch_db", "theme_ir_ui_view.arch");

    private final Map<String, String> targets = new HashMap<>();
    private final Set<String> polymorphic = new HashSet<>();
    private final Set<String> translated = new HashSet<>();
    private final Set<String> markup = new HashSet<>();
    private final Set<String> places = new HashSet<>();
    private final Map<String, String> modelColumns = new HashMap<>();

    private References() {}

    static References read(Connection connection) throws SQLException {
        var references = new References();
        // since 18.0 a field with a value for each company is one jsonb column, not an id
        var condition = MatchRecords.columnTypes(connection, HopContext.THEIRS, "ir_model_fields")
                        .containsKey("company_dependent")
                ? "company_dependent is not true"
                : "true";
        Sql.query(
                connection,
                """
                select model, name, ttype, relation, coalesce(translate::text, 'false') <> 'false'
                from juniper_upgrade_theirs.ir_model_fields where %s""".formatted(condition),
                row -> references.add(
                        ModelTables.table(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5)));
        references.modelColumns.replaceAll((place, column) -> {
            var table = place.substring(0, place.indexOf('.'));
            return references.places.contains(table + ".res_model") ? "res_model" : "model";
        });
        return references;
    }

    private boolean add(String table, String column, String type, @Nullable String relation, boolean isTranslated) {
        var place = table + "." + column;
        places.add(place);
        if (isTranslated) {
            translated.add(place);
            if (type.equals("html") || VIEWS.contains(place)) {
                markup.add(place);
            }
        }
        switch (type) {
            case "many2one" -> targets.put(place, ModelTables.table(relation == null ? "" : relation));
            case "reference" -> polymorphic.add(place);
            case "many2one_reference" -> modelColumns.put(place, "res_model");
            default -> {}
        }
        return true;
    }

    /** {@return the table to which a column points, if it does} */
    @Nullable
    String target(String table, String column) {
        return targets.get(table + "." + column);
    }

    boolean isTranslated(String table, String column) {
        return translated.contains(table + "." + column);
    }

    /** {@return whether a column is translated term by term} */
    boolean isTranslatedMarkup(String table, String column) {
        return markup.contains(table + "." + column);
    }

    /**
     * Gives the SQL of a column's value with its ids translated to the customer's.
     *
     * @param alias the row's
     * @param side {@code theirs} or {@code base}: whose ids they are
     */
    String mapped(String table, String column, String alias, String side) {
        var value = alias + "." + Sql.id(column);
        var target = target(table, column);
        if (AUTHORS.contains(column)) {
            return "1";
        }
        if (DATES.contains(column)) {
            return "(select started from juniper_upgrade.upgrade)";
        }
        if (target != null) {
            return map(side, Sql.literal(ModelTables.family(target)), value);
        }
        if (polymorphic.contains(table + "." + column)) {
            return "case when %1$s ~ '^[a-z0-9_.]+,[0-9]+$' then split_part(%1$s, ',', 1) || ',' || %2$s::text end"
                    .formatted(
                            value,
                            map(
                                    side,
                                    family("split_part(%s, ',', 1)".formatted(value)),
                                    "split_part(%s, ',', 2)::int".formatted(value)));
        }
        if (modelColumns.containsKey(table + "." + column)) {
            return "case when %1$s <> 0 then %2$s else %1$s end"
                    .formatted(
                            value,
                            map(side, family(alias + "." + modelColumns.get(table + "." + column)), value + "::int"));
        }
        return value;
    }

    private static String family(String model) {
        return "(select mt.family from juniper_upgrade.model_table mt where mt.model = %s)".formatted(model);
    }

    private static String map(String side, String family, String id) {
        var table = side.equals("theirs") ? "id_map" : "base_map";
        return "(select m.ours from juniper_upgrade.%s m where m.family = %s and m.%s = %s)"
                .formatted(table, family, side, id);
    }
}
