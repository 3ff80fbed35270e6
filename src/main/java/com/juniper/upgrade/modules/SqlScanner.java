package com.juniper.upgrade.modules;

import com.juniper.upgrade.modules.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes SQL apart by the lexical rules of PostgreSQL's scan.l: comments nest, texts have quotes, escapes or dollars and go
 * on after the next line's end, a comment ends at a carriage return too, and every character beyond ASCII is one of a name.
 */
final class SqlScanner {

    private static final String LETTER = "A-Za-z_\\x{80}-\\x{10FFFF}";
    private static final String SPACE = " \\t\\n\\r\\f\\x0B";
    private static final Pattern BLANKS = Pattern.compile("[" + SPACE + "]++");
    private static final Pattern LINE_COMMENT = Pattern.compile("--[^\\n\\r]*+");
    private static final Pattern WORD = Pattern.compile("[" + LETTER + "][" + LETTER + "0-9$]*+");

    /** Without what newer PostgreSQL reads beyond it: there, a name or text right after a number is an error. */
    private static final Pattern NUMBER =
            Pattern.compile("(?:\\d++(?:\\.(?!\\.)\\d*+)?+|\\.\\d++)(?:[eE][+-]?\\d++)?+|\\$\\d++");

    private static final Pattern DOLLARS = Pattern.compile("\\$(?:[" + LETTER + "][" + LETTER + "0-9]*+)?+\\$");

    /** What may stand between the parts of one text. */
    private static final Pattern CONTINUES =
            Pattern.compile("(?:[ \\t\\f\\x0B]|--[^\\n\\r]*+)*+[\\n\\r](?:[" + SPACE + "]|--[^\\n\\r]*+[\\n\\r])*+'");

    private final String text;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;
    private int line;

    private SqlScanner(String text, int line) {
        this.text = text;
        this.line = line;
    }

    /**
     * Takes a text apart.
     *
     * @param line the number of its first line
     * @throws RefusedException if a text or comment does not end, or psql is meant
     */
    static List<SqlToken> tokens(String text, int line) throws RefusedException {
        var scanner = new SqlScanner(text, line);
        while (scanner.at < text.length()) {
            scanner.next();
        }
        return scanner.tokens;
    }

    private void next() throws RefusedException {
        char first = text.charAt(at);
        var word = WORD.matcher(text).region(at, text.length());
        var number = NUMBER.matcher(text).region(at, text.length());
        var dollars = DOLLARS.matcher(text).region(at, text.length());
        var skipped = (first == '-' ? LINE_COMMENT : BLANKS).matcher(text).region(at, text.length());
        if (skipped.lookingAt()) {
            advance(skipped.end());
        } else if (text.startsWith("/*", at)) {
            comment();
        } else if (first == '\'') {
            quoted(Kind.TEXT, false);
        } else if (first == '"') {
            quoted(Kind.NAME, false);
        } else if (dollars.lookingAt()) {
            body(dollars.group());
        } else if (word.lookingAt()) {
            word(word.group());
        } else if (number.lookingAt()) {
            add(Kind.SIGN, number.group(), number.end());
        } else if (first == '\\') {
            throw new RefusedException(line, "a command of psql does not count; write SQL");
        } else {
            add(Kind.SIGN, String.valueOf(first), at + 1);
        }
    }

    private void word(String word) throws RefusedException {
        int after = at + word.length();
        if (word.equalsIgnoreCase("e") && text.startsWith("'", after)) {
            at = after;
            quoted(Kind.TEXT, true);
        } else if (word.equalsIgnoreCase("u") && (text.startsWith("&'", after) || text.startsWith("&\"", after))) {
            throw new RefusedException(line, "U& does not count; write the characters themselves");
        } else {
            add(Kind.WORD, word.toLowerCase(Locale.ROOT), after);
        }
    }

    private void add(Kind kind, String token, int end) {
        tokens.add(new SqlToken(kind, token, line, at));
        advance(end);
    }

    private void advance(int end) {
        for (; at < end; at++) {
            if (text.charAt(at) == '\n') {
                line++;
            }
        }
    }

    private void comment() throws RefusedException {
        int begins = line;
        int depth = 0;
        do {
            if (at >= text.length()) {
                throw new RefusedException(begins, "a comment does not end");
            }
            boolean opens = text.startsWith("/*", at);
            boolean closes = text.startsWith("*/", at);
            depth += opens ? 1 : closes ? -1 : 0;
            advance(opens || closes ? at + 2 : at + 1);
        } while (depth > 0);
    }

    private void quoted(Kind kind, boolean escapes) throws RefusedException {
        char quote = text.charAt(at);
        var inside = new StringBuilder();
        int end = at + 1;
        while (end < text.length()) {
            char letter = text.charAt(end);
            if (escapes && letter == '\\' && end + 1 < text.length()) {
                inside.append(text.charAt(end + 1));
                end += 2;
            } else if (letter == quote && text.startsWith(String.valueOf(quote), end + 1)) {
                inside.append(quote);
                end += 2;
            } else if (letter == quote) {
                var next = CONTINUES.matcher(text).region(end + 1, text.length());
                if (kind != Kind.TEXT || !next.lookingAt()) {
                    add(kind, inside.toString(), end + 1);
                    return;
                }
                end = next.end();
            } else {
                inside.append(letter);
                end++;
            }
        }
        throw new RefusedException(line, "a text in %s does not end".formatted(quote));
    }

    private void body(String tag) throws RefusedException {
        int end = text.indexOf(tag, at + tag.length());
        if (end < 0) {
            throw new RefusedException(line, "a text in %s does not end".formatted(tag));
        }
        add(Kind.BODY, text.substring(at + tag.length(), end), end + tag.length());
    }
}
