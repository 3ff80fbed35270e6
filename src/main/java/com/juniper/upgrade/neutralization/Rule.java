package com.juniper.upgrade.neutralization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing to make harmless in one table: which columns get which value, where.
 *
 * @param what it does, in a customer's words
 * @param table that it concerns; without it the rule does nothing
 * @param needs columns without which the rule does nothing
 * @param values SQL by column; a column that is missing is left out; empty means that the rows are deleted
 * @param where a condition, or null for every row
 */
record Rule(
        String what,
        String table,
        List<String> needs,
        Map<String, String> values,
        @Nullable String where) {

    static Rule set(String what, String table, String where, String needs, String... columnsAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            values.put(columnsAndValues[i], columnsAndValues[i + 1]);
        }
        return new Rule(what, table, names(needs), values, where.isEmpty() ? null : where);
    }

    static Rule delete(String what, String table, String where, String needs) {
        return new Rule(what, table, names(needs), Map.of(), where.isEmpty() ? null : where);
    }

    private static List<String> names(String needs) {
        return needs.isEmpty() ? List.of() : List.of(needs.split(" ", -1));
    }

    /** {@return the statement for a database, or nothing where it does not have what the rule concerns} */
    Optional<String> sql(LiveSchema schema) {
        var columns = schema.columns(table);
        if (columns.isEmpty() || !columns.keySet().containsAll(needs)) {
            return Optional.empty();
        }
        var condition = where == null ? "" : " where " + where;
        if (values.isEmpty()) {
            return Optional.of("delete from public.\"%s\"%s".formatted(table, condition));
        }
        List<String> assignments = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        values.forEach((column, value) -> {
            if (columns.containsKey(column)) {
                assignments.add("\"%s\" = %s".formatted(column, value));
                differences.add("\"%s\" is distinct from %s".formatted(column, value));
            }
        });
        if (assignments.isEmpty()) {
            return Optional.empty();
        }
        var different = "(" + String.join(" or ", differences) + ")";
        return Optional.of("update public.\"%s\" set %s where %s"
                .formatted(
                        table,
                        String.join(", ", assignments),
                        where == null ? different : where + " and " + different));
    }
}
