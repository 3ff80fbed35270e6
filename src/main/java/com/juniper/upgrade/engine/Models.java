package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The models of a database and their fields, as texts name them; what this hop renamed goes by its old name too. */
final class Models {

    /** A field as texts see it; {@code relation} is the model it leads to, or empty. */
    record FieldType(String type, String relation) {}

    /** A value that a field can have. */
    private record Option(String model, String field, String value) {}

    /** Fields that the code makes up for the rights of users. */
    private static final Pattern MADE_UP = Pattern.compile("(in_group|sel_groups)_[0-9_]+");

    private static final Pattern NAME = Pattern.compile("\\w+");

    private final Map<String, Map<String, FieldType>> fields;
    private final Map<String, String> renamedModels = new HashMap<>();
    private final Map<String, Map<String, String>> renamedFields = new HashMap<>();
    private final Map<Option, String> renamedOptions = new HashMap<>();
    private final Map<String, Set<String>> options = new HashMap<>();
    private final Map<String, String> actions = new HashMap<>();

    /** {@code fields} by model and name */
    Models(Map<String, Map<String, FieldType>> fields) {
        this.fields = fields;
    }

    /** Reads what the database describes. */
    static Models read(Connection connection) throws SQLException {
        Map<String, Map<String, FieldType>> fields = new HashMap<>();
        Sql.query(
                connection,
                "select model, name, ttype, coalesce(relation, '') from public.ir_model_fields",
                row -> fields.computeIfAbsent(row.getString(1), name -> new HashMap<>())
                                .put(row.getString(2), new FieldType(row.getString(3), row.getString(4)))
                        == null);
        // some models have no fields
        Sql.query(
                connection,
                "select model from public.ir_model",
                row -> fields.computeIfAbsent(row.getString(1), name -> new HashMap<>()));
        var models = new Models(fields);
        Sql.query(
                connection,
                "select id::text, res_model from public.ir_act_window where res_model is not null",
                row -> String.valueOf(models.actions.put(row.getString(1), row.getString(2))));
        Sql.query(
                connection,
                "select f.model || ',' || f.name, s.value from public.ir_model_fields_selection s join public.ir_model_fields f on f.id = s.field_id where f.ttype = 'selection'",
                row -> models.options
                        .computeIfAbsent(row.getString(1), field -> new HashSet<>())
                        .add(row.getString(2)));
        return models;
    }

    /** Makes each column of a model's table known that no field describes. */
    Models withColumns(Schema schema) {
        fields.forEach((model, known) -> {
            var table = schema.tables().get(ModelTables.table(model));
            if (table != null) {
                table.columns().keySet().forEach(column -> known.putIfAbsent(column, new FieldType("char", "")));
            }
        });
        return this;
    }

    /** {@return the model of an action, or empty} */
    String ofAction(String id) {
        return actions.getOrDefault(id, "");
    }

    /** Reads what the database describes, and what this hop's scripts renamed. */
    static Models readWithRenames(Connection connection) throws SQLException {
        var models = read(connection);
        Sql.query(
                connection,
                "select old, new from juniper_upgrade.renamed_model",
                row -> models.renameModel(row.getString(1), row.getString(2)));
        Sql.query(
                connection,
                "select model, old, new from juniper_upgrade.renamed_field",
                row -> models.renameField(row.getString(1), row.getString(2), row.getString(3)));
        Sql.query(
                connection,
                "select model, field, old, new from juniper_upgrade.renamed_option",
                row -> models.renameOption(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
        return models;
    }

    /** Makes a model known by its old name too. */
    Models renameModel(String old, String present) {
        renamedModels.put(old, present);
        return this;
    }

    /** Makes a field known by its old name too. */
    Models renameField(String model, String old, String present) {
        renamedFields.computeIfAbsent(model, name -> new HashMap<>()).put(old, present);
        return this;
    }

    /** Makes an option of a field known by its old name too. */
    Models renameOption(String model, String field, String old, String present) {
        renamedOptions.put(new Option(model, field, old), present);
        return this;
    }

    boolean knows(String model) {
        return fields.containsKey(present(model));
    }

    /** {@return a model's present name} */
    String present(String model) {
        return renamedModels.getOrDefault(model, model);
    }

    /** {@return a field's present name} */
    private String present(String model, String name) {
        return renamedFields.getOrDefault(present(model), Map.of()).getOrDefault(name, name);
    }

    /** {@return a field by its name, or null where the model has none} */
    @Nullable
    FieldType field(String model, String name) {
        var field = fields.getOrDefault(present(model), Map.of()).get(present(model, name));
        return field == null && MADE_UP.matcher(name).matches() ? new FieldType("boolean", "") : field;
    }

    /** {@return where a path of fields leads from a model on: a model, or empty} */
    String relation(String model, String path) {
        var current = model;
        var names = NAME.matcher(path);
        while (names.find() && !current.isEmpty()) {
            var field = field(current, names.group());
            current = field == null ? "" : field.relation();
        }
        return current;
    }

    /** {@return a path with the present names of its fields, as far as it is known where they lead} */
    String follow(String model, String path) {
        var current = model;
        var followed = new StringBuilder();
        var names = NAME.matcher(path);
        while (!current.isEmpty() && names.find()) {
            names.appendReplacement(followed, present(current, names.group()));
            var field = field(current, names.group());
            current = field == null ? "" : field.relation();
        }
        return names.appendTail(followed).toString();
    }

    /** {@return why a path of fields leads nowhere, or null if each field is there} */
    @Nullable
    String missing(String model, String path) {
        var current = model;
        var names = NAME.matcher(path);
        while (!current.isEmpty() && names.find()) {
            if (!knows(current)) {
                return missing(current);
            }
            var field = field(current, names.group());
            if (field == null) {
                return "the model %s has no field '%s'".formatted(current, names.group());
            }
            current = field.relation();
        }
        return null;
    }

    /** {@return why a text cannot be about a model, or null if that is there} */
    @Nullable
    String missing(String model) {
        return knows(model) ? null : "the model %s does not exist".formatted(model);
    }

    /** {@return the present name of an option of the field that a path leads to} */
    String followOption(String model, String path, String value) {
        var of = holder(model, path);
        return renamedOptions.getOrDefault(new Option(present(of), present(of, last(path)), value), value);
    }

    /** {@return why the field that a path leads to cannot have a value, or null if it can, or its options are not known} */
    @Nullable
    String missingOption(String model, String path, String value) {
        var of = present(holder(model, path));
        var field = present(of, last(path));
        var known = options.get(of + "," + field);
        return known == null || value.isEmpty() || known.contains(value)
                ? null
                : "the field %s of %s has no value '%s'".formatted(field, of, value);
    }

    private String holder(String model, String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? model : relation(model, path.substring(0, dot));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
