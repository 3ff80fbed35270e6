package com.juniper.upgrade.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the domains by which a view hides, locks and demands things up to 16.0 as the expressions that stand in their place
 * from 17.0 on. A record satisfies one as it does the other.
 */
final class DomainConditions {

    private static final Pattern FIELD = Pattern.compile("[A-Za-z_]\\w*+|parent(?:\\.\\w++)++");
    private static final Pattern PLAIN = Pattern.compile("[\\w \\-]++");
    private static final Set<String> NOTHING = Set.of("False", "None", "[]");
    /** Constants, and the user, whom every view knows. */
    private static final Set<String> KNOWN = Set.of("True", "False", "None", "uid");

    private static final int LEAF = 3;

    /** More than any view has, and few enough to put them together one by one. */
    private static final int MOST = 300;

    private final String source;
    private final Predicate<String> several;

    private DomainConditions(String source, Predicate<String> several) {
        this.source = source;
        this.several = several;
    }

    /**
     * Reads an attribute {@code attrs}: a domain, or whether it is so always, for each of its keys.
     *
     * @param several which fields hold several records
     * @return what is said by key, nothing for what never is; null if one of the domains is none that can be written so
     */
    static @Nullable Map<String, Condition> ofAttrs(String attrs, Predicate<String> several) {
        var whole = ExpressionReader.read(attrs.strip());
        var dictionary = whole == null ? null : whole.only();
        if (dictionary == null || !dictionary.opens('{')) {
            return null;
        }
        var reader = new DomainConditions(attrs.strip(), several);
        Map<String, Condition> found = new LinkedHashMap<>();
        for (Expression entry : dictionary.elements()) {
            var parts = entry.parts();
            if (parts.size() < LEAF || !parts.get(0).isText() || !parts.get(1).is(":")) {
                return null;
            }
            var condition = reader.condition(new Expression(parts.subList(2, parts.size())));
            if (condition == null) {
                return null;
            }
            found.put(parts.get(0).text(), condition);
        }
        found.values().removeIf(Condition.FALSE::equals);
        return found;
    }

    private @Nullable Condition condition(Expression value) {
        var part = value.only();
        if (part == null) {
            return null;
        }
        if (part.isText()) {
            return inQuotes(part.text());
        }
        if (part.opens('[') || part.opens('(')) {
            return part.elements().isEmpty()
                    ? Condition.FALSE
                    : domain(unwrapped(part).elements());
        }
        return switch (part.text()) {
            case "True", "1" -> Condition.TRUE;
            case "False", "None", "0" -> Condition.FALSE;
            default -> null;
        };
    }

    /** A domain in quotes is computed by the view. */
    private @Nullable Condition inQuotes(String domain) {
        var whole = ExpressionReader.read(domain.strip());
        var part = whole == null ? null : whole.only();
        return part != null && part.opens('[')
                ? new DomainConditions(domain.strip(), several).condition(new Expression(List.of(part)))
                : null;
    }

    private static ExpressionPart unwrapped(ExpressionPart part) {
        var only = part.elements().size() == 1 ? part.elements().get(0).only() : null;
        boolean isDomain = only != null
                && part.opens('(')
                && only.opens('[')
                && only.elements().stream()
                        .map(Expression::only)
                        .anyMatch(inner -> inner != null && inner.kind() == ExpressionPart.Kind.BRACKETS)
                && !(only.elements().size() == LEAF && isText(only.elements().get(1)));
        return isDomain && only != null ? only : part;
    }

    private static boolean isText(Expression expression) {
        var part = expression.only();
        return part != null && part.isText();
    }

    /** Operators stand before what they combine, so it is read from behind; what is left is all demanded. */
    private @Nullable Condition domain(List<Expression> elements) {
        Deque<Condition> stack = new ArrayDeque<>();
        for (int i = elements.size() - 1; i >= 0 && elements.size() <= MOST; i--) {
            var part = elements.get(i).only();
            var next = part == null ? null : part.isText() ? combined(part.text(), stack) : leaf(part);
            if (next == null) {
                return null;
            }
            stack.push(next);
        }
        return stack.stream().reduce(Condition::and).orElse(null);
    }

    private static @Nullable Condition combined(String operator, Deque<Condition> stack) {
        if (stack.size() < (operator.equals("!") ? 1 : 2)) {
            return null;
        }
        return switch (operator) {
            case "!" -> stack.pop().not();
            case "&" -> stack.pop().and(stack.pop());
            case "|" -> stack.pop().or(stack.pop());
            default -> null;
        };
    }

    private @Nullable Condition leaf(ExpressionPart part) {
        var elements = part.elements();
        if (elements.size() != LEAF || part.opens('{')) {
            return null;
        }
        var field = elements.get(0).only();
        var operator = elements.get(1).only();
        var value = literal(elements.get(2));
        if (field == null || operator == null || !operator.isText() || value == null) {
            return null;
        }
        if (field.kind() == ExpressionPart.Kind.NUMBER && operator.text().equals("=")) {
            return field.text().equals(value) ? Condition.TRUE : Condition.FALSE;
        }
        return field.isText() && FIELD.matcher(field.text()).matches()
                ? comparison(field.text(), operator.text().toLowerCase(Locale.ROOT), value, elements.get(2))
                : null;
    }

    private @Nullable Condition comparison(String field, String operator, String value, Expression read) {
        return switch (operator) {
            case "=", "==" -> equal(field, value);
            case "!=", "<>" -> different(field, value);
            case "<", "<=", ">", ">=" -> Condition.comparison("%s %s %s".formatted(field, operator, value));
            case "=?" -> NOTHING.contains(value) ? Condition.TRUE : equal(field, value);
            case "in" -> in(field, read);
            case "not in" -> notIn(field, read);
            case "like", "not like", "ilike", "not ilike" -> like(field, operator, value, read.only());
            case "=like", "=ilike" -> pattern(field, operator, read.only());
            default -> null;
        };
    }

    private static Condition equal(String field, String value) {
        if (value.equals("True")) {
            return Condition.value(field);
        }
        return NOTHING.contains(value) ? Condition.value(field).not() : Condition.comparison(field + " == " + value);
    }

    private static Condition different(String field, String value) {
        return value.equals("True") || NOTHING.contains(value)
                ? equal(field, value.equals("True") ? "False" : "True")
                : Condition.comparison(field + " != " + value);
    }

    private @Nullable Condition in(String field, Expression value) {
        var values = values(value);
        if (values.isEmpty()) {
            return Condition.FALSE;
        }
        return several.test(field)
                ? values.stream()
                        .map(one -> Condition.comparison(one + " in " + field))
                        .reduce(Condition::or)
                        .orElseThrow()
                : Condition.comparison(field + " in " + list(values));
    }

    private @Nullable Condition notIn(String field, Expression value) {
        var values = values(value);
        if (values.isEmpty()) {
            return Condition.TRUE;
        }
        return several.test(field)
                ? values.stream()
                        .map(one -> Condition.comparison(one + " not in " + field))
                        .reduce(Condition::and)
                        .orElseThrow()
                : Condition.comparison(field + " not in " + list(values));
    }

    private static String list(List<String> values) {
        return values.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    private List<String> values(Expression value) {
        var part = value.only();
        var elements = part == null || part.elements().isEmpty() ? List.of(value) : part.elements();
        return part != null
                        && part.kind() == ExpressionPart.Kind.BRACKETS
                        && part.elements().isEmpty()
                ? List.of()
                : elements.stream().map(this::literal).map(String::valueOf).toList();
    }

    private @Nullable Condition like(String field, String operator, String value, @Nullable ExpressionPart text) {
        if (text == null || !text.isText() || several.test(field)) {
            return null;
        }
        var not = operator.startsWith("not") ? " not" : "";
        if (!operator.endsWith("ilike")) {
            return Condition.comparison("%s%s in (%s or '')".formatted(value, not, field));
        }
        return value.indexOf('\\') >= 0
                ? null
                : Condition.comparison(
                        "%s%s in (%s or '').lower()".formatted(value.toLowerCase(Locale.ROOT), not, field));
    }

    /** The views' own code took it for found wherever it stands. */
    private @Nullable Condition pattern(String field, String operator, @Nullable ExpressionPart text) {
        if (text == null || !text.isText()) {
            return null;
        }
        var word = text.text().replaceFirst("^%++", "");
        while (word.endsWith("%")) {
            word = word.substring(0, word.length() - 1);
        }
        return PLAIN.matcher(word).matches() ? like(field, operator.substring(1), "'" + word + "'", text) : null;
    }

    /** {@return a value as it stands there, or null if it is computed} */
    private @Nullable String literal(Expression value) {
        var parts = value.parts();
        if (parts.size() == 2 && parts.get(0).is("-") && parts.get(1).kind() == ExpressionPart.Kind.NUMBER) {
            return "-" + parts.get(1).text();
        }
        var part = value.only();
        if (part == null) {
            return null;
        }
        return switch (part.kind()) {
            case TEXT -> source.substring(part.start() - 1, part.end());
            case NUMBER -> part.text();
            case NAME -> KNOWN.contains(part.text()) ? part.text() : null;
            case BRACKETS -> part.opens('{') ? null : literals(part.elements());
            case WORD, SIGN -> null;
        };
    }

    private @Nullable String literals(List<Expression> elements) {
        List<String> found = new ArrayList<>();
        for (Expression element : elements) {
            var one = literal(element);
            if (one == null) {
                return null;
            }
            found.add(one);
        }
        return list(found);
    }
}
