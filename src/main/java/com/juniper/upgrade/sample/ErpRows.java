package com.juniper.upgrade.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.engine.Version;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects records, gives them ids, and writes them in batches. */
final class ErpRows {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REFERENCE = Pattern.compile("(?<!\\w)@(\\w+\\.\\w+)");
    private static final String CREATED = "2020-01-01 00:00:00";

    private record Row(int id, ErpRecord record) {}

    private final Connection connection;
    private final Version version;
    private final Map<String, Map<String, Field>> fieldsByTable;
    private final Map<String, List<Row>> rows = new LinkedHashMap<>();
    private final Map<String, Integer> lastIds = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();

    ErpRows(Connection connection, Version version, Map<String, Map<String, Field>> fieldsByTable) {
        this.connection = connection;
        this.version = version;
        this.fieldsByTable = fieldsByTable;
    }

    /** {@return the module that named a record so first; empty where none did} */
    String ownerOf(String name) {
        return owners.getOrDefault(name, "");
    }

    void add(ErpRecord record) {
        var table = ErpModel.table(record.model());
        if (!fieldsByTable.containsKey(table)) {
            return; // its module is not installed
        }
        var sequence = ErpModel.ACTIONS.contains(table) ? "ir_actions" : table;
        int id = lastIds.merge(sequence, 1, Integer::sum);
        rows.computeIfAbsent(table, key -> new ArrayList<>()).add(new Row(id, record));
        if (!record.name().isEmpty()) {
            ids.put(record.externalId(), id);
            owners.putIfAbsent(record.name(), record.module());
            externalId(record.module(), record.name(), record.model(), id, record.noupdate());
        }
    }

    /** Gives a record that is there one more external id. */
    void name(String module, String name, String model, String original) {
        int id = ids.getOrDefault(original, 0);
        if (ids.putIfAbsent(module + "." + name, id) == null) {
            externalId(module, name, model, id, false);
        }
    }

    private void externalId(String module, String name, String model, int id, boolean noupdate) {
        add(new ErpRecord(
                "",
                "",
                "ir.model.data",
                Map.of(
                        "module", module,
                        "name", name,
                        "model", model,
                        "res_id", String.valueOf(id),
                        "noupdate", String.valueOf(noupdate)),
                false));
    }

    void write() throws SQLException {
        for (var table : rows.entrySet()) {
            write(table.getKey(), table.getValue());
        }
        for (String table : lastIds.keySet()) {
            try (var statement = connection.createStatement()) {
                statement.execute("select setval('%1$s_id_seq', %2$d)".formatted(table, lastIds.get(table)));
            }
        }
    }

    private void write(String table, List<Row> all) throws SQLException {
        Map<Set<String>, List<Map<String, String>>> byColumns = new LinkedHashMap<>();
        for (Row row : all) {
            var values = values(table, row);
            byColumns.computeIfAbsent(values.keySet(), key -> new ArrayList<>()).add(values);
        }
        for (var group : byColumns.entrySet()) {
            write(table, List.copyOf(group.getKey()), group.getValue());
        }
    }

    private void write(String table, List<String> columns, List<Map<String, String>> values) throws SQLException {
        var names =
                String.join(", ", columns.stream().map(name -> '"' + name + '"').toList());
        var marks = String.join(
                ", ", columns.stream().map(name -> "?::" + type(table, name)).toList());
        try (PreparedStatement insert =
                connection.prepareStatement("insert into \"%s\" (%s) values (%s)".formatted(table, names, marks))) {
            for (Map<String, String> row : values) {
                for (int i = 0; i < columns.size(); i++) {
                    insert.setString(i + 1, row.get(columns.get(i)));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private String type(String table, String column) {
        return switch (column) {
            case "id", "create_uid", "write_uid" -> "int4";
            case "create_date", "write_date" -> "timestamp";
            default -> String.valueOf(field(table, column).column(version));
        };
    }

    private Field field(String table, String name) {
        return java.util.Objects.requireNonNull(
                java.util.Objects.requireNonNull(fieldsByTable.get(table)).get(name));
    }

    private Map<String, String> values(String table, Row row) {
        Map<String, String> values = new TreeMap<>();
        values.put("id", String.valueOf(row.id()));
        values.put("create_uid", "1");
        values.put("write_uid", "1");
        values.put("create_date", CREATED);
        values.put("write_date", CREATED);
        for (Field field :
                java.util.Objects.requireNonNull(fieldsByTable.get(table)).values()) {
            if (field.column(version) == null || values.containsKey(field.name())) {
                continue;
            }
            var given = row.record().values().get(field.name());
            var text = given == null ? fallback(field, row.record().model()) : text(field, given);
            if (text != null) {
                values.put(field.name(), text);
            }
        }
        return values;
    }

    private String text(Field field, String given) {
        var text = resolved(given);
        return field.translatedIn(version) ? json(text) : text;
    }

    private String resolved(String text) {
        Matcher reference = REFERENCE.matcher(text);
        return reference.replaceAll(match -> {
            var id = ids.get(match.group(1));
            if (id == null) {
                throw new IllegalArgumentException("There is no record " + match.group(1));
            }
            return String.valueOf(id);
        });
    }

    private static String json(String text) {
        return JSON.createObjectNode().put("en_US", text).toString();
    }

    /** What a required column gets where the description gives no value. */
    private @Nullable String fallback(Field field, String model) {
        if (!field.is("required")) {
            return field.is("default") ? field.option("default") : null;
        }
        if (field.translatedIn(version)) {
            return json(field.name());
        }
        return switch (field.type()) {
            case "char", "text", "html", "reference" -> field.name().equals("type") ? model : field.name();
            case "selection" ->
                field.selection().isEmpty() ? "none" : field.selection().get(0);
            case "boolean" -> "false";
            case "date", "datetime" -> CREATED;
            case "integer", "float", "monetary", "many2one", "many2one_reference" -> "1";
            default -> "{}";
        };
    }
}
