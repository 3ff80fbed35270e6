package com.juniper.upgrade.modules;

import com.juniper.upgrade.modules.Literal.Dictionary;
import com.juniper.upgrade.modules.Literal.Entry;
import com.juniper.upgrade.modules.Literal.Items;
import com.juniper.upgrade.modules.Literal.Reference;
import com.juniper.upgrade.modules.Literal.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one literal of Python and computes nothing: whatever is none is refused by name and line. */
final class LiteralReader {

    private static final int DEEPEST = 50;
    private static final int LONGEST_NUMBER = 40;
    private static final Pattern BLANK = Pattern.compile("(?:[\\s\\f]|\\\\\\r?\\n|#[^\\n]*+)++");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*+(?:\\s*+\\.\\s*+[\\p{L}_]\\w*+)*+");
    private static final Pattern NUMBER = Pattern.compile(
            "0[xX]_?[0-9a-fA-F][0-9a-fA-F_]*+|0[oO]_?[0-7][0-7_]*+|0[bB]_?[01][01_]*+|(?:\\d[\\d_]*+(?:\\.[\\d_]*+)?|\\.\\d[\\d_]*+)(?:[eE][-+]?\\d{1,2})?");
    private static final Map<String, Integer> COMMANDS =
            Map.of("create", 0, "update", 1, "delete", 2, "unlink", 3, "link", 4, "clear", 5, "set", 6);

    private final String text;
    private final boolean references;
    private int at;
    private int line;
    private int counted;

    private LiteralReader(String text, int line, boolean references) {
        this.text = text;
        this.line = line;
        this.references = references;
    }

    /**
     * Reads a text that is one literal.
     *
     * @param line of the file on which the text begins
     * @param references whether {@code ref('…')} and {@code Command.link(…)} count
     */
    static Literal read(String text, int line, boolean references) throws RefusedException {
        var reader = new LiteralReader(text, line, references);
        var literal = reader.literal(0);
        reader.skip();
        if (reader.at < text.length()) {
            throw reader.refused(
                    "only one literal counts, and %s follows it; nothing is computed".formatted(reader.next()));
        }
        return literal;
    }

    private RefusedException refused(String reason) {
        return new RefusedException(line(), reason);
    }

    private int line() {
        for (; counted < Math.min(at, text.length()); counted++) {
            if (text.charAt(counted) == '\n') {
                line++;
            }
        }
        return line;
    }

    private void skip() {
        var blank = BLANK.matcher(text).region(at, text.length());
        if (blank.lookingAt()) {
            at = blank.end();
        }
    }

    private String next() {
        var word = WORD.matcher(text).region(at, text.length());
        return at >= text.length()
                ? "the end"
                : "'%s'".formatted(word.lookingAt() ? word.group() : text.substring(at, at + 1));
    }

    private boolean take(char sign) {
        skip();
        if (at < text.length() && text.charAt(at) == sign) {
            at++;
            return true;
        }
        return false;
    }

    private Literal literal(int depth) throws RefusedException {
        skip();
        if (depth > DEEPEST) {
            throw refused("it is nested deeper than %d brackets".formatted(DEEPEST));
        }
        int start = line();
        if (at >= text.length()) {
            throw refused("a value is missing at the end");
        }
        char first = text.charAt(at);
        if ("([".indexOf(first) >= 0) {
            return sequence(start, first, depth);
        }
        if (first == '{') {
            return braces(start, depth);
        }
        if (startsText() != null) {
            return new Value(start, texts());
        }
        if (first == '-' || first == '+') {
            at++;
            skip();
            var number = number();
            return new Value(start, first == '-' ? number.negate() : number);
        }
        if (Character.isDigit(first) || first == '.') {
            return new Value(start, number());
        }
        return word(start, depth);
    }

    private Literal word(int start, int depth) throws RefusedException {
        Matcher matcher = WORD.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw refused("%s is no literal; nothing is computed".formatted(next()));
        }
        var word = matcher.group().replaceAll("\\s", "");
        if (List.of("True", "False", "None").contains(word)) {
            at = matcher.end();
            return new Value(start, word.equals("None") ? null : (Object) word.equals("True"));
        }
        if (references && word.equals("ref")) {
            at = matcher.end();
            return reference(start);
        }
        var command = word.startsWith("Command.") ? COMMANDS.get(word.substring("Command.".length())) : null;
        if (references && command != null) {
            at = matcher.end();
            return command(start, command, depth);
        }
        int after = matcher.end();
        var call = after < text.length() && text.charAt(after) == '(';
        throw refused(
                "'%s%s' is no literal; only texts, numbers, True, False, None, lists, tuples and dictionaries%s count"
                        .formatted(word, call ? "(…)" : "", references ? ", ref('…') and Command.…(…)" : ""));
    }

    private Literal reference(int start) throws RefusedException {
        if (!take('(')) {
            throw refused("ref is a function: ref('module.name')");
        }
        skip();
        if (startsText() == null) {
            throw refused("ref takes the external id as a text: ref('module.name')");
        }
        var id = texts();
        if (!take(')')) {
            throw refused("ref takes one external id");
        }
        return new Reference(start, id);
    }

    /** Writes {@code Command.link(x)} as what it means: {@code (4, x, 0)}. */
    private Literal command(int start, int code, int depth) throws RefusedException {
        if (!take('(')) {
            throw refused("a command is a function: Command.link(ref('…'))");
        }
        var arguments = elements(')', depth);
        var zero = new Value(start, BigDecimal.ZERO);
        List<Literal> items = new ArrayList<>(List.of(new Value(start, BigDecimal.valueOf(code))));
        if (code == 0 || code == 6) {
            items.add(zero);
        }
        items.addAll(arguments);
        while (items.size() < 3) {
            items.add(zero);
        }
        return new Items(start, '(', items);
    }

    private Literal sequence(int start, char open, int depth) throws RefusedException {
        at++;
        int before = at;
        var items = elements(open == '(' ? ')' : ']', depth);
        boolean comma = text.substring(before, at - 1).stripTrailing().endsWith(",");
        return open == '(' && items.size() == 1 && !comma ? items.get(0) : new Items(start, open, items);
    }

    private List<Literal> elements(char close, int depth) throws RefusedException {
        List<Literal> items = new ArrayList<>();
        while (!take(close)) {
            items.add(literal(depth + 1));
            separator(close);
        }
        return items;
    }

    private void separator(char close) throws RefusedException {
        skip();
        boolean closes = at < text.length() && text.charAt(at) == close;
        if (!closes && !take(',')) {
            throw refused("expected is ',' or '%s', not %s; nothing is computed".formatted(close, next()));
        }
    }

    private Literal braces(int start, int depth) throws RefusedException {
        at++;
        List<Entry> entries = new ArrayList<>();
        List<Literal> items = new ArrayList<>();
        while (!take('}')) {
            var key = literal(depth + 1);
            if (entries.isEmpty() && !items.isEmpty()) {
                items.add(key);
            } else if (take(':')) {
                entries.add(new Entry(key, literal(depth + 1)));
            } else if (entries.isEmpty()) {
                items.add(key);
            } else {
                throw refused("expected is ':', not " + next());
            }
            separator('}');
        }
        return items.isEmpty() ? new Dictionary(start, entries) : new Items(start, '{', items);
    }

    private BigDecimal number() throws RefusedException {
        var matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt() || matcher.end() - matcher.start() > LONGEST_NUMBER) {
            throw refused("%s is no number that counts".formatted(next()));
        }
        var digits = matcher.group().replace("_", "");
        at = matcher.end();
        if (digits.matches("0[xXoObB].*")) {
            int radix = "xX".indexOf(digits.charAt(1)) >= 0 ? 16 : "oO".indexOf(digits.charAt(1)) >= 0 ? 8 : 2;
            return new BigDecimal(new BigInteger(digits.substring(2), radix));
        }
        return new BigDecimal(digits);
    }

    /** {@return the prefix of the text that begins here, or null if none does} */
    private @Nullable String startsText() {
        int end = at;
        while (end < text.length() && end - at < 3 && "uUrRbBfFtT".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end < text.length() && "'\"".indexOf(text.charAt(end)) >= 0 ? text.substring(at, end) : null;
    }

    /** Texts in a row are one. */
    private String texts() throws RefusedException {
        var all = new StringBuilder();
        for (var prefix = startsText(); prefix != null; prefix = startsText()) {
            if (!prefix.toLowerCase(java.util.Locale.ROOT).matches("[ur]?")) {
                throw refused("a text with the prefix '%s' is no plain text%s"
                        .formatted(
                                prefix,
                                prefix.toLowerCase(java.util.Locale.ROOT).contains("f")
                                        ? ": it would compute something"
                                        : ""));
            }
            at += prefix.length();
            text(all, prefix.equalsIgnoreCase("r"));
            skip();
        }
        return all.toString();
    }

    private void text(StringBuilder all, boolean raw) throws RefusedException {
        var quote = text.substring(at, at + 1);
        var triple = quote.repeat(3);
        var end = text.startsWith(triple, at) ? triple : quote;
        at += end.length();
        while (!text.startsWith(end, at)) {
            if (at >= text.length() || (end.length() == 1 && text.charAt(at) == '\n')) {
                throw refused("a text does not end");
            }
            if (text.charAt(at) != '\\') {
                all.append(text.charAt(at++));
            } else if (raw) {
                all.append(text, at, Math.min(at + 2, text.length()));
                at = Math.min(at + 2, text.length());
            } else {
                escape(all);
            }
        }
        at += end.length();
    }

    private void escape(StringBuilder all) throws RefusedException {
        if (at + 1 >= text.length()) {
            at++;
            return;
        }
        char letter = text.charAt(at + 1);
        at += 2;
        int plain = "\\'\"ntrbfav".indexOf(letter);
        if (plain >= 0) {
            all.append("\\'\"\n\t\r\b\f\u0007\u000b".charAt(plain));
        } else if ("xuU".indexOf(letter) >= 0) {
            code(all, letter == 'x' ? 2 : letter == 'u' ? 4 : 8);
        } else if (letter == 'N' || Character.isDigit(letter)) {
            throw refused("the escape '\\%s' does not count; write the character itself".formatted(letter));
        } else if (letter != '\n') {
            all.append('\\').append(letter);
        }
    }

    private void code(StringBuilder all, int digits) throws RefusedException {
        var code = text.substring(at, Math.min(at + digits, text.length()));
        if (!code.matches("[0-9a-fA-F]{%d}".formatted(digits)) || !Character.isValidCodePoint(codePoint(code))) {
            throw refused("an escape is not complete");
        }
        all.appendCodePoint(codePoint(code));
        at += digits;
    }

    private static int codePoint(String code) {
        return (int) Math.min(Long.parseLong(code, 16), Integer.MAX_VALUE);
    }
}
