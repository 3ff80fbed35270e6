package com.juniper.upgrade.modules;

import com.juniper.upgrade.modules.Literal.Dictionary;
import com.juniper.upgrade.modules.Literal.Items;
import com.juniper.upgrade.modules.Literal.Reference;
import com.juniper.upgrade.modules.Literal.Value;
import com.juniper.upgrade.modules.LiveModels.Field;
import com.juniper.upgrade.modules.LiveModels.Model;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the values of data files into what columns and links hold. */
final class FieldValues {

    /** A change of the links of a many2many field, or of the records of a one2many field. */
    record Links(Field field, boolean all, Set<Integer> add, Set<Integer> remove, List<Dictionary> create) {}

    private static final Set<String> TEXTS = Set.of("char", "text", "html", "selection");
    private static final Set<String> NUMBERS = Set.of("integer", "float", "monetary", "many2one_reference");
    private static final Pattern PLACEHOLDER = Pattern.compile("%%|%\\(([\\w.-]+)\\)[ds]");
    private static final Pattern REFERENCE = Pattern.compile("[a-z0-9_.]+,\\d{1,9}");
    private static final int WHOLE = 6;

    private final ExternalIdTable externalIds;
    private String module = "base";

    FieldValues(ExternalIdTable externalIds) {
        this.externalIds = externalIds;
    }

    /** Says of which module the next record is: short names in its XML are of that. */
    void of(String name) {
        module = name;
    }

    /** {@return the field, which can be given a value} */
    Field field(Model model, String name, int line) throws RefusedException {
        var field = model.field(name);
        if (field == null) {
            throw new RefusedException(
                    line, "the model %s has no field '%s' in the database".formatted(model.name(), name));
        }
        var what = "the field %s of %s ".formatted(name, model.name());
        if (field.type().equals("many2many")) {
            if (field.table().isEmpty()) {
                throw new RefusedException(line, what + "is computed, not stored");
            }
        } else if (field.type().equals("one2many")) {
            if (field.inverse().isEmpty()) {
                throw new RefusedException(line, what + "is computed, not stored");
            }
        } else if (field.column() == null) {
            throw new RefusedException(
                    line, what + "has no column: it is computed, of another record, or differs by company");
        } else if (!TEXTS.contains(field.type())
                && !NUMBERS.contains(field.type())
                && !Set.of("boolean", "date", "datetime", "many2one", "reference")
                        .contains(field.type())) {
            throw new RefusedException(
                    line, what + "is of type %s, which data files cannot write".formatted(field.type()));
        } else if (field.column().equals("jsonb") && !field.translated()) {
            throw new RefusedException(line, what + "differs by company");
        }
        return field;
    }

    /** {@return what a column holds: a text that becomes its type, or null} */
    @Nullable
    String column(Model model, Field field, DataValue value, int line) throws RefusedException, SQLException {
        if (value instanceof DataValue.Empty) {
            return field.type().equals("boolean") ? "false" : null;
        }
        if (value instanceof DataValue.Text text) {
            return text(field, text.text(), line);
        }
        if (value instanceof DataValue.Markup markup) {
            return filled(markup.text(), line);
        }
        if (value instanceof DataValue.References references) {
            return references.externalIds().isEmpty()
                    ? null
                    : reference(field, one(references.externalIds(), field, line), line);
        }
        return evaluated(field, ((DataValue.Evaluated) value).literal());
    }

    private static String one(List<String> ids, Field field, int line) throws RefusedException {
        if (ids.size() != 1) {
            throw new RefusedException(
                    line, "the field %s leads to one record, not to %d".formatted(field.name(), ids.size()));
        }
        return ids.get(0);
    }

    private @Nullable String text(Field field, String text, int line) throws RefusedException {
        if (TEXTS.contains(field.type())) {
            return text;
        }
        var stripped = text.strip();
        if (field.type().equals("reference")
                && !stripped.isEmpty()
                && !REFERENCE.matcher(stripped).matches()) {
            throw new RefusedException(
                    line, "the field %s holds a model and an id, such as res.partner,1".formatted(field.name()));
        }
        if (field.type().equals("boolean")) {
            return Boolean.toString(truth(field, stripped, line));
        }
        if (stripped.isEmpty()) {
            return null;
        }
        if (field.type().equals("many2one")) {
            throw new RefusedException(
                    line,
                    "the field %s leads to a record; name that by ref, or in CSV by %s/id"
                            .formatted(field.name(), field.name()));
        }
        return stripped;
    }

    private static boolean truth(Field field, String text, int line) throws RefusedException {
        var word = text.toLowerCase(Locale.ROOT);
        if (Set.of("1", "true", "yes", "on", "t").contains(word)) {
            return true;
        }
        if (Set.of("", "0", "false", "no", "off", "f").contains(word)) {
            return false;
        }
        throw new RefusedException(line, "the field %s is True or False, not '%s'".formatted(field.name(), text));
    }

    private String reference(Field field, String externalId, int line) throws RefusedException, SQLException {
        var named = named(externalId, line);
        if (field.type().equals("reference")) {
            return named.model() + "," + named.id();
        }
        if (field.type().equals("many2one")) {
            requireModel(field, externalId, named.model(), line);
        } else if (!NUMBERS.contains(field.type())) {
            throw new RefusedException(
                    line, "the field %s is of type %s and holds no record".formatted(field.name(), field.type()));
        }
        return Integer.toString(named.id());
    }

    private static void requireModel(Field field, String externalId, String model, int line) throws RefusedException {
        boolean fits = field.relation().isEmpty()
                || field.relation().equals(model)
                || (field.relation().startsWith("ir.actions.") && model.startsWith("ir.actions."));
        if (!fits) {
            throw new RefusedException(
                    line,
                    "the field %s leads to %s, and %s is a %s"
                            .formatted(field.name(), field.relation(), externalId, model));
        }
    }

    private ExternalIdTable.Named named(String externalId, int line) throws RefusedException, SQLException {
        var named = externalIds.find(externalId);
        if (named == null || named.id() == 0) {
            throw new RefusedException(line, "there is no record %s in the database".formatted(externalId));
        }
        return named;
    }

    /** Puts ids for {@code %(module.name)d}. */
    private String filled(String markup, int line) throws RefusedException, SQLException {
        var filled = new StringBuilder();
        var places = PLACEHOLDER.matcher(markup);
        int last = 0;
        while (places.find()) {
            filled.append(markup, last, places.start());
            var id = places.group(1);
            filled.append(
                    id == null
                            ? "%"
                            : Integer.toString(
                                    named(ExternalIds.full(id, module), line).id()));
            last = places.end();
        }
        return filled.append(markup.substring(last)).toString();
    }

    /** {@return what a column holds for an expression} */
    @Nullable
    String evaluated(Field field, Literal literal) throws RefusedException, SQLException {
        if (literal instanceof Reference reference) {
            return TEXTS.contains(field.type())
                    ? Integer.toString(
                            named(reference.externalId(), literal.line()).id())
                    : reference(field, reference.externalId(), literal.line());
        }
        if (literal instanceof Value value) {
            return value(field, value);
        }
        if (TEXTS.contains(field.type())) {
            return written(literal);
        }
        throw new RefusedException(
                literal.line(),
                "the field %s is of type %s, not %s".formatted(field.name(), field.type(), literal.kind()));
    }

    private @Nullable String value(Field field, Value value) throws RefusedException {
        var plain = value.value();
        if (field.type().equals("boolean")) {
            return Boolean.toString(plain != null
                    && !plain.equals(false)
                    && !(plain instanceof BigDecimal number && number.signum() == 0)
                    && !(plain instanceof String text && text.isEmpty()));
        }
        if (plain == null || plain.equals(false)) {
            return NUMBERS.contains(field.type())
                            && plain != null
                            && !field.type().equals("many2one_reference")
                    ? "0"
                    : null;
        }
        if (plain.equals(true)) {
            return NUMBERS.contains(field.type()) ? "1" : text(field, "True", value.line());
        }
        if (plain instanceof BigDecimal number) {
            return field.type().equals("many2one") ? Integer.toString(number(value)) : number.toPlainString();
        }
        return text(field, plain.toString(), value.line());
    }

    /** {@return a literal as Python writes it, with ids for references} */
    private String written(Literal literal) throws RefusedException, SQLException {
        if (literal instanceof Reference reference) {
            return Integer.toString(
                    named(reference.externalId(), literal.line()).id());
        }
        if (literal instanceof Items items) {
            List<String> all = new ArrayList<>();
            for (Literal item : items.items()) {
                all.add(written(item));
            }
            var inside = String.join(", ", all) + (items.open() == '(' && all.size() == 1 ? "," : "");
            return items.open() + inside + (items.open() == '(' ? ")" : items.open() == '[' ? "]" : "}");
        }
        if (literal instanceof Dictionary dictionary) {
            List<String> all = new ArrayList<>();
            for (Literal.Entry entry : dictionary.entries()) {
                all.add(written(entry.key()) + ": " + written(entry.value()));
            }
            return all.stream().collect(Collectors.joining(", ", "{", "}"));
        }
        var plain = ((Value) literal).value();
        if (plain instanceof String text) {
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
        }
        return plain == null
                ? "None"
                : plain instanceof Boolean truth ? (truth ? "True" : "False") : ((BigDecimal) plain).toPlainString();
    }

    /** {@return how the links of a field change} */
    Links links(Field field, DataValue value, int line) throws RefusedException, SQLException {
        var links = new Links(
                field, !(value instanceof DataValue.Evaluated), new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
        if (value instanceof DataValue.References references) {
            for (String id : references.externalIds()) {
                links.add().add(linked(field, id, line));
            }
            return links;
        }
        if (value instanceof DataValue.Empty
                || (value instanceof DataValue.Text text && text.text().isBlank())) {
            return links;
        }
        if (value instanceof DataValue.Evaluated evaluated && evaluated.literal() instanceof Items items) {
            return commands(links, items);
        }
        throw new RefusedException(
                line,
                "the records of the field %s are named by ref, or by eval=\"[(6, 0, [ref('…')])]\""
                        .formatted(field.name()));
    }

    private int linked(Field field, String externalId, int line) throws RefusedException, SQLException {
        var named = named(externalId, line);
        requireModel(field, externalId, named.model(), line);
        return named.id();
    }

    private Links commands(Links links, Items items) throws RefusedException, SQLException {
        var current = links;
        for (Literal item : items.items()) {
            if (!(item instanceof Items command) || command.items().isEmpty()) {
                current.add().add(id(current.field(), item));
                continue;
            }
            var arguments = command.items();
            int code = number(arguments.get(0));
            if (code == 0 && arguments.size() == 3 && arguments.get(2) instanceof Dictionary values) {
                current.create().add(values);
            } else if (code == 3 && arguments.size() > 1) {
                current.remove().add(id(current.field(), arguments.get(1)));
            } else if (code == 4 && arguments.size() > 1) {
                current.add().add(id(current.field(), arguments.get(1)));
            } else if (code == 5) {
                current = new Links(current.field(), true, new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
            } else if (code == WHOLE && arguments.size() == 3 && arguments.get(2) instanceof Items ids) {
                current = new Links(current.field(), true, new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
                for (Literal id : ids.items()) {
                    current.add().add(id(current.field(), id));
                }
            } else {
                throw new RefusedException(
                        command.line(),
                        "the command (%d, …) of the field %s does not count; 0, 3, 4, 5 and 6 do"
                                .formatted(code, current.field().name()));
            }
        }
        return current;
    }

    private int id(Field field, Literal literal) throws RefusedException, SQLException {
        return literal instanceof Reference reference
                ? linked(field, reference.externalId(), literal.line())
                : number(literal);
    }

    private static int number(Literal literal) throws RefusedException {
        if (literal instanceof Value value && value.value() instanceof BigDecimal number) {
            try {
                return number.intValueExact();
            } catch (ArithmeticException e) {
                throw new RefusedException(literal.line(), number + " is no id");
            }
        }
        throw new RefusedException(literal.line(), "expected is a number or ref('…'), not " + literal.kind());
    }
}
