package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes an expression of the template language up to 14.0 as the plain one that it is from 15.0 on. */
final class JinjaExpression {

    private static final Set<String> WITHOUT_EFFECT = Set.of("safe", "escape", "e");
    private static final Set<String> METHODS = Set.of("upper", "lower", "title", "capitalize", "replace");
    private static final Map<String, String> FUNCTIONS = Map.of(
            "length", "len", "count", "len", "int", "int", "float", "float", "string", "str", "abs", "abs", "sum",
            "sum", "round", "round");
    private static final Map<String, String> CONSTANTS = Map.of("true", "True", "false", "False", "none", "None");
    private static final Map<String, String> LOOP = Map.of(
            "loop.index0",
            "%s_index",
            "loop.index",
            "(%s_index + 1)",
            "loop.first",
            "%s_first",
            "loop.last",
            "%s_last",
            "loop.length",
            "%s_size");
    private static final Set<String> TESTS = Set.of(
            "defined",
            "undefined",
            "divisibleby",
            "even",
            "odd",
            "iterable",
            "mapping",
            "number",
            "sameas",
            "sequence",
            "string");
    private static final String CONTEXT = "ctx.";

    private final String source;
    private final Deque<String> loops;
    private final Map<Integer, Replacement> replacements = new TreeMap<>(Comparator.naturalOrder());

    private record Replacement(int end, String text) {}

    private JinjaExpression(String source, Deque<String> loops) {
        this.source = source;
        this.loops = loops;
    }

    /**
     * {@return the expression}
     *
     * @param loops the variables of the loops around it, the inmost first
     * @throws TemplateUnreadableException if it has no counterpart
     */
    static String converted(String jinja, Deque<String> loops) throws TemplateUnreadableException {
        var parts = new ArrayList<>(split(Entities.decode(jinja).strip()));
        var expression = parts.remove(0).strip();
        for (String filter : parts) {
            expression = filtered(expression, filter.strip());
        }
        return new JinjaExpression(expression, loops).renamed();
    }

    /** Cuts at the bars that stand in no brackets and no text. */
    private static List<String> split(String jinja) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < jinja.length(); i++) {
            char character = jinja.charAt(i);
            switch (character) {
                case '\'', '"' -> i = endOfText(jinja, i);
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case '|' -> {
                    if (depth == 0) {
                        parts.add(jinja.substring(start, i));
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        parts.add(jinja.substring(start));
        return parts;
    }

    /** {@return where the text ends that a quote begins, or the end of all} */
    static int endOfText(String jinja, int quote) {
        int i = quote + 1;
        while (i < jinja.length() && jinja.charAt(i) != jinja.charAt(quote)) {
            i += jinja.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, jinja.length());
    }

    private static String filtered(String expression, String filter) throws TemplateUnreadableException {
        int bracket = filter.indexOf('(');
        var name = bracket < 0 ? filter : filter.substring(0, bracket).strip();
        var arguments = bracket < 0 || !filter.endsWith(")")
                ? ""
                : filter.substring(bracket + 1, filter.length() - 1).strip();
        if (WITHOUT_EFFECT.contains(name)) {
            return expression;
        }
        var value = operand(expression, filter);
        if (METHODS.contains(name)) {
            return "%s.%s(%s)".formatted(value, name, arguments);
        }
        if (FUNCTIONS.containsKey(name)) {
            return "%s(%s%s)".formatted(FUNCTIONS.get(name), value, arguments.isEmpty() ? "" : ", " + arguments);
        }
        return switch (name) {
            case "trim" -> value + ".strip()";
            case "first" -> value + "[0]";
            case "last" -> value + "[-1]";
            case "default", "d" ->
                "(%s or %s)".formatted(value, arguments.isEmpty() ? "''" : argument(arguments, filter));
            case "join" -> "%s.join(%s)".formatted(arguments.isEmpty() ? "''" : argument(arguments, filter), value);
            default -> throw new TemplateUnreadableException("the filter " + filter);
        };
    }

    private static String argument(String arguments, String filter) throws TemplateUnreadableException {
        var read = ExpressionReader.read(arguments);
        if (read == null || read.only() == null) {
            throw new TemplateUnreadableException("the filter " + filter);
        }
        return arguments;
    }

    /** A filter is of the value before it alone. */
    private static String operand(String expression, String filter) throws TemplateUnreadableException {
        var read = ExpressionReader.read(expression);
        if (read == null || read.parts().stream().anyMatch(part -> !part.isValue() && !part.is("."))) {
            throw new TemplateUnreadableException("the filter %s of more than one value".formatted(filter));
        }
        return expression;
    }

    private String renamed() throws TemplateUnreadableException {
        var read = ExpressionReader.read(source);
        if (read == null || read.parts().isEmpty()) {
            throw new TemplateUnreadableException("the expression " + source);
        }
        rename(read);
        var text = new StringBuilder();
        int done = 0;
        for (var replacement : replacements.entrySet()) {
            text.append(source, done, replacement.getKey())
                    .append(replacement.getValue().text());
            done = replacement.getValue().end();
        }
        return text.append(source.substring(done))
                .append(hasNoElse(read) ? " else ''" : "")
                .toString();
    }

    private static boolean hasNoElse(Expression read) {
        return read.parts().stream().anyMatch(part -> isWord(part, "if"))
                && read.parts().stream().noneMatch(part -> isWord(part, "else"));
    }

    private static boolean isWord(ExpressionPart part, String word) {
        return part.kind() == ExpressionPart.Kind.WORD && part.text().equals(word);
    }

    private void rename(Expression read) throws TemplateUnreadableException {
        var parts = read.parts();
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            var before = i == 0 ? null : parts.get(i - 1);
            boolean isCalled = i + 1 < parts.size() && parts.get(i + 1).opens('(');
            if (isCalled && part.text().equals("loop.cycle") && !loops.isEmpty()) {
                int values = parts.get(i + 1).elements().size();
                replace(part, "");
                replacements.put(
                        parts.get(i + 1).end(),
                        new Replacement(parts.get(i + 1).end(), "[%s_index %% %d]".formatted(loops.element(), values)));
            } else if (part.kind() == ExpressionPart.Kind.NAME) {
                name(part, before, isCalled);
            } else if (part.kind() == ExpressionPart.Kind.SIGN
                    && (part.text().contains("~") || part.text().contains("|"))) {
                throw new TemplateUnreadableException("%s in the expression %s".formatted(part.text(), source));
            }
            for (Expression element : part.elements()) {
                rename(element);
            }
        }
    }

    private void name(ExpressionPart part, @Nullable ExpressionPart before, boolean isCalled)
            throws TemplateUnreadableException {
        var name = part.text();
        if (CONSTANTS.containsKey(name)) {
            replace(part, String.valueOf(CONSTANTS.get(name)));
        } else if (before != null && before.kind() == ExpressionPart.Kind.WORD && TESTS.contains(name)) {
            throw new TemplateUnreadableException("the test %s in the expression %s".formatted(name, source));
        } else if (name.startsWith("loop.")) {
            var counter = LOOP.get(name);
            if (counter == null || loops.isEmpty()) {
                throw new TemplateUnreadableException("the expression " + source);
            }
            replace(part, counter.formatted(loops.element()));
        } else if (name.startsWith(CONTEXT) && !(isCalled && name.indexOf('.', CONTEXT.length()) < 0)) {
            var path = name.substring(CONTEXT.length()).split("\\.", 2);
            replace(part, "ctx.get('%s')%s".formatted(path[0].strip(), path.length == 1 ? "" : "." + path[1]));
        }
    }

    private void replace(ExpressionPart part, String text) {
        replacements.put(part.start(), new Replacement(part.end(), text));
    }
}
