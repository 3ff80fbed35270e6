package com.juniper.upgrade.artifacts;

import java.util.regex.Pattern;

/** Collects lines until a statement of SQL is whole: quotes, escapes, dollar quotes and nested comments may hold semicolons. */
final class StatementSplitter {

    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[A-Za-z_]\\w*)?\\$");

    private final StringBuilder statement = new StringBuilder();
    private boolean blank = true;
    private String quote = "";
    private boolean escapes;
    private int commentDepth;

    boolean isEmpty() {
        return blank;
    }

    int length() {
        return statement.length();
    }

    String statement() {
        return statement.toString().strip();
    }

    /** Adds a line; says whether the statement ends with it. What follows the semicolon on its line is refused by its check. */
    boolean add(String line) {
        if (blank && (line.isBlank() || line.stripLeading().startsWith("--"))) {
            return false;
        }
        blank = false;
        boolean ends = false;
        for (int i = 0; i < line.length(); i++) {
            if (commentDepth > 0) {
                i = inComment(line, i);
            } else if (!quote.isEmpty()) {
                i = inQuote(line, i);
            } else if (line.startsWith("--", i)) {
                break;
            } else if (line.startsWith("/*", i)) {
                commentDepth = 1;
                i++;
            } else if (line.charAt(i) == '\'' || line.charAt(i) == '"') {
                quote = line.substring(i, i + 1);
                escapes = i > 0 && (line.charAt(i - 1) == 'E' || line.charAt(i - 1) == 'e');
                ends = false;
            } else if (line.charAt(i) == '$') {
                i = dollar(line, i);
                ends = false;
            } else if (line.charAt(i) == ';') {
                ends = true;
            } else if (!Character.isWhitespace(line.charAt(i))) {
                ends = false;
            }
        }
        statement.append(line);
        return ends && quote.isEmpty() && commentDepth == 0;
    }

    private int inComment(String line, int at) {
        if (line.startsWith("/*", at)) {
            commentDepth++;
            return at + 1;
        }
        if (line.startsWith("*/", at)) {
            commentDepth--;
            return at + 1;
        }
        return at;
    }

    /** {@return the index of the last character that was looked at} */
    private int inQuote(String line, int at) {
        if (escapes && line.charAt(at) == '\\') {
            return at + 1;
        }
        if (!line.startsWith(quote, at)) {
            return at;
        }
        int last = at + quote.length() - 1;
        quote = "";
        escapes = false;
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
