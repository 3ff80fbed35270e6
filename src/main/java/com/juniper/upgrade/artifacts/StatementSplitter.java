package com.juniper.upgrade.artifacts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects lines until a statement of SQL is whole. */
final class StatementSplitter {

    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[A-Za-z_]\\w*)?\\$");

    private final StringBuilder statement = new StringBuilder();
    private @Nullable String quote;

    boolean isEmpty() {
        return statement.toString().isBlank();
    }

    int length() {
        return statement.length();
    }

    String statement() {
        return statement.toString().strip();
    }

    /** Adds a line; says whether the statement ends with it. What follows the semicolon on its line is refused by its check. */
    boolean add(String line) {
        if (quote == null && isEmpty() && (line.isBlank() || line.stripLeading().startsWith("--"))) {
            return false;
        }
        boolean ends = false;
        for (int i = 0; i < line.length(); i++) {
            if (quote != null) {
                i = inside(line, i);
            } else if (line.startsWith("--", i)) {
                break;
            } else if (line.charAt(i) == '\'' || line.charAt(i) == '"') {
                quote = String.valueOf(line.charAt(i));
                ends = false;
            } else if (line.startsWith("/*", i)) {
                quote = "*/";
            } else if (line.charAt(i) == '$') {
                i = dollar(line, i);
            } else if (line.charAt(i) == ';') {
                ends = true;
            } else if (!Character.isWhitespace(line.charAt(i))) {
                ends = false;
            }
        }
        statement.append(line);
        return ends && quote == null;
    }

    /** {@return the index of the last character that belongs to the quoted part} */
    private int inside(String line, int from) {
        int end = line.indexOf(java.util.Objects.requireNonNull(quote), from);
        if (end < 0) {
            return line.length();
        }
        int last = end + quote.length() - 1;
        quote = null;
        return last;
    }

    private int dollar(String line, int from) {
        var matcher = DOLLAR_QUOTE.matcher(line).region(from, line.length());
        if (!matcher.lookingAt()) {
            return from;
        }
        quote = matcher.group();
        return matcher.end() - 1;
    }
}
