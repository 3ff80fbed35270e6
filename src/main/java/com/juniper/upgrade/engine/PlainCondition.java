package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A condition in a plain text, with a text of words and values for each case, as one expression. */
final class PlainCondition {

    private static final Pattern NAME = Pattern.compile("[\\w.]++");

    private final StringBuilder written = new StringBuilder();
    private final StringBuilder words = new StringBuilder();
    private final List<String> values = new ArrayList<>();
    private String condition;
    private int cases;

    PlainCondition(String condition) {
        this.condition = condition;
    }

    void addWords(String text) {
        words.append(text);
    }

    void addValue(String expression) {
        words.append('\ue000');
        values.add(bracketed(expression) + " or ''");
    }

    private static String bracketed(String expression) {
        return NAME.matcher(expression).matches() ? expression : "(" + expression + ")";
    }

    /** Begins another case; the last one has no condition. */
    void next(String otherCondition) {
        written.append("%s if %s else (".formatted(text(), bracketed(condition)));
        cases++;
        condition = otherCondition;
        words.setLength(0);
        values.clear();
    }

    private String text() {
        var text = words.toString()
                .replace("\\", "\\\\")
                .replace("'", "\\'")
                .replace("\n", "\\n")
                .replace("\r", "");
        if (values.isEmpty()) {
            return "'" + text + "'";
        }
        return "('%s' %% (%s,))".formatted(text.replace("%", "%%").replace("\ue000", "%s"), String.join(", ", values));
    }

    /** {@return the expression} */
    String written() {
        var last = condition.isEmpty() ? text() : "%s if %s else ''".formatted(text(), bracketed(condition));
        return written + last + ")".repeat(cases);
    }
}
