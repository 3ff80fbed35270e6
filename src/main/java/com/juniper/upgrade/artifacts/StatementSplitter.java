package com.juniper.upgrade.artifacts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Collects lines until a statement of SQL is whole: quotes, escapes, dollar quotes, nested comments, parentheses and
 * bodies of functions may hold semicolons.
 */
final class StatementSplitter {

    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[A-Za-z_]\\w*)?\\$");
    private static final Pattern BODY_MAY_FOLLOW = Pattern.compile("create( or replace)? (function|procedure)\\b.*");
    private static final int FIRST_WORDS = 4;

    private final StringBuilder statement = new StringBuilder();
    private final List<String> firstWords = new ArrayList<>();
    private boolean blank = true;
    private boolean ends;
    private boolean several;
    private String quote = "";
    private boolean escapes;
    private int commentDepth;
    private int parentheses;
    private int bodies;

    boolean isEmpty() {
        return blank;
    }

    int length() {
        return statement.length();
    }

    String statement() {
        return statement.toString().strip();
    }

    /** {@return whether a second statement begins on the line on which the first one ends, which pg_dump never does} */
    boolean isSeveral() {
        return several;
    }

    /** Adds a line; says whether the statement ends with it. */
    boolean add(String line) {
        if (blank && (line.isBlank() || line.stripLeading().startsWith("--"))) {
            return false;
        }
        blank = false;
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
            } else if (!Character.isWhitespace(line.charAt(i))) {
                several |= ends;
                i = outside(line, i);
            }
        }
        statement.append(line);
        return several || (ends && quote.isEmpty() && commentDepth == 0);
    }

    /** {@return the index of the last character that was looked at} */
    private int outside(String line, int at) {
        char character = line.charAt(at);
        switch (character) {
            case '\'', '"' -> {
                quote = String.valueOf(character);
                escapes = false;
            }
            case '$' -> {
                return dollar(line, at);
            }
            case '(' -> parentheses++;
            case ')' -> parentheses--;
            case ';' -> ends = parentheses <= 0 && bodies == 0;
            default -> {
                return isWordPart(character) ? word(line, at) : at;
            }
        }
        return at;
    }

    /** Reads a word: {@code E} opens a string with escapes, {@code begin} and {@code end} a function's body. */
    private int word(String line, int from) {
        int end = from;
        while (end < line.length() && (isWordPart(line.charAt(end)) || line.charAt(end) == '$')) {
            end++;
        }
        var word = line.substring(from, end).toLowerCase(Locale.ROOT);
        if (word.equals("e") && line.startsWith("'", end)) {
            quote = "'";
            escapes = true;
            return end;
        }
        if (firstWords.size() < FIRST_WORDS) {
            firstWords.add(word);
        }
        if (parentheses == 0
                && BODY_MAY_FOLLOW.matcher(String.join(" ", firstWords)).matches()) {
            body(word);
        }
        return end - 1;
    }

    private void body(String word) {
        if (word.equals("begin") || (word.equals("case") && bodies > 0)) {
            bodies++;
        } else if (word.equals("end") && bodies > 0) {
            bodies--;
        }
    }

    private static boolean isWordPart(char character) {
        return Character.isLetterOrDigit(character) || character == '_';
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
