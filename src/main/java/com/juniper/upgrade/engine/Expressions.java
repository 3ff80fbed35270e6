package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads domains and contexts, which are expressions of the ERP's language, as far as needed: brackets, the elements
 * between commas, and the models and fields that they name.
 */
final class Expressions {

    private static final Set<String> OPERATORS = Set.of(
            "=",
            "!=",
            "<>",
            "<=",
            ">=",
            "<",
            ">",
            "==",
            "=?",
            "=like",
            "=ilike",
            "like",
            "not like",
            "ilike",
            "not ilike",
            "in",
            "not in",
            "child_of",
            "parent_of",
            "any",
            "not any");
    private static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*+(?:\\.\\w++)*+");
    private static final Pattern MODEL = Pattern.compile("[a-z_]\\w*+(?:\\.\\w++)++");
    private static final Pattern NAMES_A_MODEL = Pattern.compile("(.*[._])?model");
    private static final Pattern NAMES_FIELDS =
            Pattern.compile("group_by|(pivot|graph)_\\w*(groupbys?|measures?)|orderedBy");
    private static final Set<String> EQUALITY = Set.of("=", "!=", "<>", "==", "=?", "in", "not in");
    private static final Set<String> EQUALITY_WORDS = Set.of("==", "!=", "in", "not");
    private static final String DEFAULT = "default_";
    private static final int LEAF = 3;

    private Expressions() {}

    /** {@return whether it can be read: nothing is left open, and between two values stands something} */
    static boolean isReadable(String expression) {
        return ExpressionReader.read(expression) != null;
    }

    /** {@return whether a domain can be read, and each of its conditions is whole} */
    static boolean isDomain(String domain) {
        var whole = ExpressionReader.read(domain);
        return whole != null && (conditions(whole) == null || areWhole(conditions(whole)));
    }

    /** The elements of a plain list; a domain that is computed has none to look at. */
    private static @Nullable List<Expression> conditions(Expression whole) {
        return whole.parts().size() == 1 && whole.parts().get(0).opens('[')
                ? whole.parts().get(0).elements()
                : null;
    }

    /** Counts as the ERP does: each of the operators before their operands asks for one more. */
    private static boolean areWhole(@Nullable List<Expression> conditions) {
        int missing = 0;
        for (Expression condition : conditions == null ? List.<Expression>of() : conditions) {
            var part = condition.only();
            if (part == null || !(part.isText() || part.opens('(') || part.opens('['))) {
                return true;
            }
            missing = Math.max(missing, 1);
            if (part.isText()) {
                missing += Set.of("&", "|").contains(part.text()) ? 1 : 0;
                if (!Set.of("&", "|", "!").contains(part.text())) {
                    return false;
                }
            } else if (isWhole(part)) {
                missing--;
            } else {
                return false;
            }
        }
        return missing == 0;
    }

    private static boolean isWhole(ExpressionPart condition) {
        var elements = condition.elements();
        var operator = elements.size() == LEAF ? elements.get(1).only() : null;
        return operator != null
                && (!operator.isText() || OPERATORS.contains(operator.text().toLowerCase(java.util.Locale.ROOT)));
    }

    /** {@return the fields, or paths of fields, that a domain compares, and the models} */
    static List<Mention> domain(String domain, String model, Models models) {
        List<Mention> found = new ArrayList<>();
        var whole = ExpressionReader.read(domain);
        if (whole != null) {
            domain(whole, model, models, found::add);
        }
        return found;
    }

    static void domain(Expression expression, String model, Models models, Consumer<Mention> found) {
        for (ExpressionPart part : expression.parts()) {
            var path = field(part);
            if (path == null) {
                part.elements().forEach(element -> domain(element, model, models, found));
            } else {
                condition(part, path, model, models, found);
            }
        }
    }

    /** The first element of a condition: a path of fields. */
    private static @Nullable ExpressionPart field(ExpressionPart part) {
        var elements = part.elements();
        if (elements.size() != LEAF || part.opens('{')) {
            return null;
        }
        var path = elements.get(0).only();
        var operator = elements.get(1).only();
        var isCondition = path != null
                && path.isText()
                && PATH.matcher(path.text()).matches()
                && operator != null
                && operator.isText()
                && OPERATORS.contains(operator.text());
        return isCondition ? path : null;
    }

    private static void condition(
            ExpressionPart part, ExpressionPart path, String model, Models models, Consumer<Mention> found) {
        found.accept(Mention.path(path.start(), path.text(), model));
        var value = part.elements().get(2);
        var operator = part.elements().get(1).only();
        if (operator != null && operator.text().endsWith("any")) {
            var inner = models.relation(model, path.text());
            if (!inner.isEmpty()) {
                domain(value, inner, models, found);
            }
        } else if (NAMES_A_MODEL.matcher(path.text()).matches()) {
            value.texts().filter(Expressions::isModel).map(Expressions::model).forEach(found);
        } else if (operator != null && EQUALITY.contains(operator.text())) {
            // a condition that is not about what is gone says what it said
            var negative =
                    operator.text().startsWith("not") || Set.of("!=", "<>").contains(operator.text());
            options(value.only(), path.text(), model, option -> found.accept(negative ? option.optional() : option));
        }
    }

    /** A text, or each text of a list: what a field is compared with, or set to. A list does without one of several. */
    private static void options(@Nullable ExpressionPart value, String path, String model, Consumer<Mention> found) {
        if (value != null && value.isText()) {
            found.accept(Mention.option(value, path, model));
        } else if (value != null && (value.opens('[') || value.opens('('))) {
            value.elements().forEach(element -> {
                var text = element.only();
                if (text != null && text.isText()) {
                    var option = Mention.option(text, path, model);
                    found.accept(value.elements().size() == 1 ? option : option.optional());
                }
            });
        }
    }

    private static boolean isModel(ExpressionPart text) {
        return MODEL.matcher(text.text()).matches();
    }

    private static Mention model(ExpressionPart text) {
        return Mention.model(text.start(), text.text());
    }

    /** {@return the fields that a context groups and measures by and has defaults for, and the models it names} */
    static List<Mention> context(String context, String model) {
        List<Mention> found = new ArrayList<>();
        var whole = ExpressionReader.read(context);
        if (whole != null) {
            entries(whole, (key, value) -> entry(key, value, model, found::add));
        }
        return found;
    }

    private static void entry(ExpressionPart key, Expression value, String model, Consumer<Mention> found) {
        if (NAMES_FIELDS.matcher(key.text()).matches()) {
            value.texts()
                    .filter(text -> !text.text().startsWith("__"))
                    .map(text -> Mention.path(text.start(), text.text().replaceFirst("[: ].*", ""), model))
                    .forEach(found);
        } else if (NAMES_A_MODEL.matcher(key.text()).matches()) {
            value.texts().filter(Expressions::isModel).map(Expressions::model).forEach(found);
        } else if (key.text().startsWith(DEFAULT)) {
            var field = key.text().substring(DEFAULT.length());
            found.accept(
                    Mention.path(key.start() + DEFAULT.length(), field, model).optional());
            options(value.only(), field, model, option -> found.accept(option.optional()));
        }
    }

    /** {@return the fields that the keys of a mapping name, and the options it sets} */
    static List<Mention> keys(Expression mapping, String model) {
        List<Mention> found = new ArrayList<>();
        entries(mapping, (key, value) -> {
            found.add(Mention.path(key.start(), key.text(), model));
            options(value.only(), key.text(), model, found::add);
        });
        return found;
    }

    private static void entries(
            Expression expression, java.util.function.BiConsumer<ExpressionPart, Expression> entry) {
        for (ExpressionPart part : expression.parts()) {
            for (Expression element : part.elements()) {
                var parts = element.parts();
                if (part.opens('{')
                        && parts.size() > 1
                        && parts.get(0).isText()
                        && parts.get(1).is(":")) {
                    entry.accept(parts.get(0), new Expression(parts.subList(2, parts.size())));
                }
            }
        }
    }

    /** {@return the fields that a list of texts such as {@code ["name desc"]} sorts by} */
    static List<Mention> sort(String list, String model) {
        var whole = ExpressionReader.read(list);
        return whole == null
                ? List.of()
                : whole.texts()
                        .map(text -> Mention.path(text.start(), text.text().replaceFirst("[: ].*", ""), model))
                        .toList();
    }

    /** {@return whether an expression is nothing but a list} */
    static boolean isList(String expression) {
        var whole = ExpressionReader.read(expression);
        return whole != null && conditions(whole) != null;
    }

    /** {@return the names of values in a condition: fields, if no functions; and the options that they are compared with} */
    static List<Mention> values(String condition, String model) {
        List<Mention> found = new ArrayList<>();
        var whole = ExpressionReader.read(condition);
        if (whole != null) {
            whole.names()
                    .map(name -> Mention.path(name.start(), name.text().replaceFirst("\\..*", ""), model))
                    .forEach(found::add);
            comparisons(whole, model, found::add);
        }
        return found.stream().map(Mention::optional).toList();
    }

    private static void comparisons(Expression expression, String model, Consumer<Mention> found) {
        var parts = expression.parts();
        for (int i = 0; i < parts.size(); i++) {
            var left = parts.get(i);
            int right = i + 1;
            while (right < parts.size() && isEquality(parts.get(right))) {
                right++;
            }
            if (left.kind() == ExpressionPart.Kind.NAME && right > i + 1 && right < parts.size()) {
                options(parts.get(right), left.text(), model, found);
            }
            left.elements().forEach(element -> comparisons(element, model, found));
        }
    }

    private static boolean isEquality(ExpressionPart part) {
        return !part.isValue() && EQUALITY_WORDS.contains(part.text());
    }
}
