package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The unique keys of a schema's tables, by which a record is recognised whose external id is new. */
final class NaturalKeys {

    private static final Pattern NAME = Pattern.compile("\\w+");

    private NaturalKeys() {}

    static Map<String, List<List<String>>> of(Schema schema) {
        Map<String, List<List<String>>> keys = new HashMap<>();
        schema.constraints().stream()
                .filter(constraint -> constraint.type().equals("u"))
                .forEach(constraint -> add(keys, constraint.table(), constraint.columns()));
        schema.indexes().stream()
                .filter(index -> index.unique() && !index.columns().isEmpty())
                .forEach(index -> add(keys, index.table(), index.columns()));
        add(keys, "ir_model", List.of("model"));
        add(keys, "ir_model_fields", List.of("model", "name"));
        return keys;
    }

    private static void add(Map<String, List<List<String>>> keys, String table, List<String> columns) {
        if (columns.stream().allMatch(column -> NAME.matcher(column).matches()) && !columns.equals(List.of("id"))) {
            keys.computeIfAbsent(table, name -> new ArrayList<>()).add(columns);
        }
    }
}
