package com.juniper.upgrade.explorer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A real table of a stranger's database, and how its columns are read for people.
 *
 * @param columns by name, in their order
 */
record Table(String name, Map<String, Column> columns) {

    /** What is shown of a value that is longer. */
    static final int LONGEST = 20_000;

    static final String MASK = "••••••";

    private static final Pattern SECRET = Pattern.compile(
            "pass(w(or)?d|phrase)?(_|$)|(^|_)pwd(_|$)|secret|token|api_?key|(^|_)key(s|_|$)|credential|(^|_)t?otp|(^|_)pin(_|$)");

    private static final Set<String> NAMED_BY_KEY = Set.of("ir_config_parameter", "ir_ui_view");

    private static final List<String> NAMES = List.of("name", "x_name", "display_name", "complete_name", "cron_name");

    private static final List<String> FURTHER_NAMES = List.of("login", "code", "key", "model", "email");

    private static final Map<String, String> NAMED_BY =
            Map.of("res_users", "partner_id", "product_product", "product_tmpl_id", "ir_cron", "ir_actions_server_id");

    /**
     * A column.
     *
     * @param plain whether its type is PostgreSQL's own: a cast of it runs nobody's function
     */
    record Column(String name, String type, boolean plain) {}

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** {@return the table as it stands in a statement} */
    String sql() {
        return "public." + quoted(name);
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    boolean hasRecords() {
        var id = columns.get("id");
        return id != null && Set.of("int4", "int8").contains(id.type());
    }

    /** {@return the column by which people name a record; empty where there is none} */
    String nameColumn() {
        return first(NAMES)
                .or(() -> namedBy().isEmpty() ? first(FURTHER_NAMES) : Optional.empty())
                .orElse("");
    }

    private Optional<String> first(List<String> names) {
        return names.stream()
                .filter(this::has)
                .filter(column -> !isSecret(column))
                .findFirst();
    }

    /** {@return the column that leads to the record whose name this one's records bear; empty where there is none} */
    String namedBy() {
        var column = NAMED_BY.getOrDefault(name, "");
        return has(column) ? column : "";
    }

    boolean isSecret(String column) {
        return SECRET.matcher(column).find() && !(column.equals("key") && NAMED_BY_KEY.contains(name));
    }

    /**
     * {@return an expression that gives a column's value as text for people}
     *
     * @param of the table's alias
     */
    String text(String of, String column) {
        var found = columns.get(column);
        if (found == null) {
            return "null::text";
        }
        var value = of + "." + quoted(column);
        if (isSecret(column)) {
            return "case when %s is not null then '%s' end".formatted(value, MASK);
        }
        if (name.equals("ir_config_parameter") && column.equals("value")) {
            return "case when %1$s is not null and %2$s.\"key\" ~ '%3$s' then '%4$s' else %5$s end"
                    .formatted(value, of, "(pass|secret|token|key|credential|private)", MASK, cut(value + "::text"));
        }
        if (found.type().equals("bytea")) {
            return "'(' || octet_length(%s) || ' bytes)'".formatted(value);
        }
        if (!found.plain()) {
            return "case when %s is not null then '(not shown)' end".formatted(value);
        }
        return cut(found.type().equals("jsonb") ? translated(value) : value + "::text");
    }

    /** What people read of a translated value: English, else its first language; of any other, the whole. */
    private static String translated(String value) {
        return "case when jsonb_typeof(%1$s) = 'object' then coalesce(%1$s ->> 'en_US', (select l.value from jsonb_each_text(%1$s) l where l.key ~ '^[a-z]{2,3}(_|$)' order by l.key limit 1), %1$s::text) else %1$s::text end"
                .formatted(value);
    }

    private static String cut(String text) {
        return "case when length(%1$s) > %2$d then left(%1$s, %2$d) || '… (' || length(%1$s) || ' letters, MD5 ' || md5(%1$s) || ')' else %1$s end"
                .formatted("(" + text + ")", LONGEST);
    }
}
