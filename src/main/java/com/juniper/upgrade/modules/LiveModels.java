package com.juniper.upgrade.modules;

import com.juniper.upgrade.engine.ModelTables;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models of a database as it describes them now: scripts and records change them while an update runs. */
final class LiveModels {

    /**
     * A field.
     *
     * @param type as the ERP calls it: char, many2one …
     * @param relation the model it leads to, or empty
     * @param inverse of one2many, the field that leads back
     * @param column the type of its column, or null if it has none
     * @param table of many2many, the table of its links, with the column that leads to this model and the other one
     */
    record Field(
            String name,
            String type,
            String relation,
            String inverse,
            @Nullable String column,
            boolean translated,
            String table,
            String column1,
            String column2) {

        boolean isMany() {
            return type.equals("many2many") || type.equals("one2many");
        }
    }

    /** A model with its table, the types of its columns by name, and its fields. */
    record Model(String name, String table, Map<String, String> columns, Map<String, Field> fields) {

        /** {@return the table's name as SQL} */
        String sqlTable() {
            return "public." + Session.quoted(table);
        }

        /** {@return a field by the name that data files use, or null} */
        @Nullable
        Field field(String field) {
            if (name.equals("ir.ui.view") && field.equals("arch")) {
                return fields.get("arch_db");
            }
            var groups = field.equals("groups_id") && !fields.containsKey(field) ? "group_ids" : field;
            return fields.get(groups);
        }
    }

    private static final Set<String> DESCRIBING = Set.of("ir.model", "ir.model.fields");

    private final Session session;
    private final Map<String, @Nullable Model> known = new HashMap<>();

    LiveModels(Session session) {
        this.session = session;
    }

    /** Forgets what may have changed: everything after a script, models and fields after a record that describes one. */
    void changed(String model) {
        if (model.isEmpty() || DESCRIBING.contains(model)) {
            known.clear();
        }
    }

    /** {@return a model with a table, or null if the database has none of that name} */
    @Nullable
    Model find(String name) throws SQLException {
        if (!known.containsKey(name)) {
            known.put(name, read(name));
        }
        return known.get(name);
    }

    private @Nullable Model read(String name) throws SQLException {
        var table = ModelTables.table(name);
        Map<String, String> columns = new LinkedHashMap<>();
        session.query("""
                select a.attname, format_type(a.atttypid, null) from pg_attribute a
                join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
                join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
                where c.relname = ? and a.attnum > 0 and not a.attisdropped order by a.attnum""", row -> String.valueOf(columns.put(row.getString(1), row.getString(2))), table);
        if (columns.isEmpty() || session.number("select id from public.ir_model where model = ?", name) == null) {
            return null;
        }
        Map<String, Field> fields = new HashMap<>();
        columns.forEach((column, type) -> fields.put(column, undescribed(column, type)));
        session.query(
                """
                select name, ttype, coalesce(relation, ''), coalesce(relation_field, ''), coalesce(relation_table, ''),
                       coalesce(column1, ''), coalesce(column2, ''), coalesce(translate::text, '') not in ('', 'f', 'false')
                from public.ir_model_fields where model = ?""",
                row -> String.valueOf(fields.put(
                        row.getString(1),
                        new Field(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                columns.get(row.getString(1)),
                                row.getBoolean(8),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7)))),
                name);
        return new Model(name, table, columns, fields);
    }

    private static Field undescribed(String name, String type) {
        var kind =
                switch (type) {
                    case "boolean", "integer", "date" -> type;
                    case "bigint" -> "integer";
                    case "numeric", "double precision", "real" -> "float";
                    case "timestamp without time zone" -> "datetime";
                    default -> "char";
                };
        return new Field(name, kind, "", "", type, type.equals("jsonb"), "", "", "");
    }
}
