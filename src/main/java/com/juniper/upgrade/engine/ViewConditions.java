package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the XML of a view of 16.0 or before for 17.0: the domains in {@code attrs}, the {@code states} and what makes a
 * list's column invisible become an expression in an attribute for each. All else stays as it is, and so does what is no
 * literal domain, which is told.
 */
final class ViewConditions {

    private static final String ATTRS = "attrs";
    private static final String STATES = "states";
    private static final String INVISIBLE = "invisible";
    private static final String COLUMN = "column_invisible";
    private static final String NAME = "name";
    private static final String ATTRIBUTE = "attribute";

    /** In the order they are written. */
    private static final List<String> KEYS = List.of(INVISIBLE, COLUMN, "readonly", "required");

    private static final List<String> READ = List.of(ATTRS, STATES, INVISIBLE, COLUMN, "readonly", "required");

    private static final Set<String> NEVER = Set.of("0", "false", "False", "None");
    private static final Set<String> ALWAYS = Set.of("1", "true", "True");
    private static final Pattern CONTEXT = Pattern.compile("\\bcontext\\b");
    private static final Pattern BY_CONDITION = Pattern.compile("@(?:attrs|states)\\b");
    private static final Pattern STEP = Pattern.compile(
            "(?:^|/)(?:(tree|list|form|kanban|header)\\b|(?:field|\\*)\\[@name=(?:'(\\w+)'|\"(\\w+)\")\\])");
    private static final Pattern OLD = Pattern.compile("(?<![\\w.:-])(?:attrs|states)(?![\\w.:-])");

    private record Edit(int start, int end, String text) {}

    private final String xml;
    private final String model;
    private final Models models;
    private final List<ViewPlace.Target> targets;
    private final List<Edit> edits = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private int specifications;

    /**
     * Prepares to read a text.
     *
     * @param model the view's
     * @param targets of an extension: what its specifications find, in their order, as far as that is known
     */
    ViewConditions(String xml, String model, Models models, List<ViewPlace.Target> targets) {
        this.xml = xml;
        this.model = model;
        this.models = models;
        this.targets = targets;
    }

    /** {@return whether a text has conditions that 17.0 does not read} */
    static boolean areIn(String xml) {
        if (!OLD.matcher(xml).find()) {
            return false;
        }
        return Markup.tags(xml).stream()
                .anyMatch(tag -> tag.attributes().containsKey(ATTRS)
                        || tag.attributes().containsKey(STATES)
                        || (tag.name().equals(ATTRIBUTE)
                                && Set.of(ATTRS, STATES).contains(tag.attribute(NAME))));
    }

    /**
     * {@return the text for 17.0}
     *
     * @param type the view's, which says what its elements stand in if it is an extension
     */
    String converted(String type, boolean extension) {
        var root = MarkupElement.read(xml);
        if (root == null) {
            if (areIn(xml)) {
                left.add("its XML cannot be read");
            }
            return xml;
        }
        var place = new ViewPlace("", false);
        if (extension) {
            var around = place.within(type, "");
            root.children().forEach(child -> specification(child, around));
        } else {
            root.children().forEach(child -> element(child, place));
        }
        return edited();
    }

    /** {@return an extension that finds its elements without their conditions} */
    String located() {
        var root = MarkupElement.read(xml);
        if (root != null) {
            root.children().forEach(this::locators);
        }
        return edited();
    }

    private void locators(MarkupElement element) {
        if (element.name().equals("data")) {
            element.children().forEach(this::locators);
        } else {
            locator(element);
        }
    }

    /** {@return what stayed, a sentence each} */
    List<String> left() {
        return left.stream().distinct().toList();
    }

    private String edited() {
        var text = new StringBuilder();
        int done = 0;
        for (Edit edit :
                edits.stream().sorted(Comparator.comparingInt(Edit::start)).toList()) {
            text.append(xml, done, edit.start()).append(edit.text());
            done = edit.end();
        }
        return text.append(xml, done, xml.length()).toString();
    }

    private void element(MarkupElement element, ViewPlace place) {
        conditions(element, place);
        var within = place.within(element.name(), element.attribute(NAME));
        element.children().forEach(child -> element(child, within));
    }

    private void specification(MarkupElement element, ViewPlace around) {
        if (element.name().isEmpty()) {
            return;
        }
        if (element.name().equals("data")) {
            element.children().forEach(child -> specification(child, around));
            return;
        }
        var target = specifications < targets.size() ? targets.get(specifications) : null;
        specifications++;
        locator(element);
        var place = target == null ? guessed(element, around) : target.place();
        switch (element.attribute("mode").equals("inner") ? "inside" : element.attribute("position")) {
            case "attributes" -> attributes(element, place, target);
            case "before", "after", "replace" -> content(element, place);
            default -> content(element, target == null ? inside(element, place) : target.within());
        }
    }

    /** The server finds an element by all attributes that are said of it, and these are not there any more. */
    private void locator(MarkupElement element) {
        for (String name : List.of(ATTRS, STATES)) {
            var value = element.attributes().get(name);
            if (value != null) {
                remove(attribute(name, value));
            }
        }
        if (BY_CONDITION.matcher(element.attribute("expr")).find()) {
            left.add("it looks for an element by its attrs or states: " + plain(element.attribute("expr")));
        }
    }

    private void content(MarkupElement element, ViewPlace place) {
        for (MarkupElement child : element.children()) {
            if (child.attribute("position").equals("move")) {
                locator(child);
            } else {
                element(child, place);
            }
        }
    }

    private ViewPlace guessed(MarkupElement specification, ViewPlace around) {
        var place = around;
        for (String[] step : steps(specification)) {
            place = place.within(step[0], step[1]);
        }
        return place;
    }

    private static ViewPlace inside(MarkupElement specification, ViewPlace place) {
        var names = Pattern.compile("(?:^|/)(\\w+)(?:\\[@name=['\"](\\w+)['\"]\\])?$")
                .matcher(plain(specification.attribute("expr")));
        if (!specification.name().equals("xpath")) {
            return place.within(specification.name(), specification.attribute(NAME));
        }
        return names.find() ? place.within(names.group(1), Objects.requireNonNullElse(names.group(2), "")) : place;
    }

    /** The steps of an xpath that lead into lists and other models, but for the last one. */
    private static List<String[]> steps(MarkupElement specification) {
        List<String[]> found = new ArrayList<>();
        var expression = plain(specification.attribute("expr"));
        int last = expression.lastIndexOf('/');
        var steps = STEP.matcher(expression);
        while (steps.find()) {
            if (steps.start() < last) {
                var name = steps.group(2) == null ? steps.group(3) : steps.group(2);
                found.add(
                        steps.group(1) == null
                                ? new String[] {"field", Objects.requireNonNull(name)}
                                : new String[] {steps.group(1), ""});
            }
        }
        return found;
    }

    /** An element says its conditions itself. */
    private void conditions(MarkupElement element, ViewPlace place) {
        Map<String, Markup.Value> found = new LinkedHashMap<>();
        for (String name : READ) {
            var value = element.attributes().get(name);
            if (value != null) {
                found.put(name, value);
            }
        }
        Map<String, String> said = new HashMap<>();
        found.forEach((name, value) -> said.put(name, Entities.decode(value.raw())));
        if (!isOld(said, place)) {
            return;
        }
        var conditions = conditions(said, place);
        if (conditions == null) {
            return;
        }
        var written = KEYS.stream()
                .filter(conditions::containsKey)
                .map(key -> key + "=\""
                        + Entities.attribute(
                                Objects.requireNonNull(conditions.get(key)).text(), '"')
                        + '"')
                .collect(Collectors.joining(" "));
        var places = new ArrayList<Edit>();
        found.forEach((name, value) -> {
            if (Set.of(ATTRS, STATES).contains(name) || conditions.containsKey(name) || isColumn(name, said, place)) {
                places.add(attribute(name, value));
            }
        });
        replace(places, written);
    }

    private static boolean isOld(Map<String, String> said, ViewPlace place) {
        return said.containsKey(ATTRS) || said.containsKey(STATES) || isColumn(INVISIBLE, said, place);
    }

    /** What is always so, or depends on the context alone, makes a whole column of a list invisible. */
    private static boolean isColumn(String name, Map<String, String> said, ViewPlace place) {
        var value = said.getOrDefault(name, "").strip();
        return name.equals(INVISIBLE)
                && place.inList()
                && said.containsKey(name)
                && (value.isEmpty()
                        || NEVER.contains(value)
                        || ALWAYS.contains(value)
                        || CONTEXT.matcher(value).find());
    }

    /** An extension replaces an element's conditions: {@code attrs} all of them, and with them those of the base. */
    private void attributes(MarkupElement specification, ViewPlace place, ViewPlace.@Nullable Target target) {
        Map<String, MarkupElement> found = new LinkedHashMap<>();
        Map<String, String> said = new HashMap<>();
        for (MarkupElement change : specification.children()) {
            var name = change.attribute(NAME);
            if (change.name().equals(ATTRIBUTE) && READ.contains(name)) {
                if (!change.children().isEmpty()
                        || !change.attribute("add").isEmpty()
                        || !change.attribute("remove").isEmpty()) {
                    tell(name, xml.substring(change.start(), change.end()));
                    return;
                }
                found.put(name, change);
                said.put(
                        name,
                        Entities.decode(xml.substring(
                                        change.innerStart(), Math.max(change.innerStart(), change.innerEnd())))
                                .strip());
            }
        }
        if (!isOld(said, place)) {
            return;
        }
        var conditions = conditions(said, place);
        if (conditions == null) {
            return;
        }
        Map<String, String> written = new TreeMap<>(Comparator.comparingInt(KEYS::indexOf));
        conditions.forEach((key, condition) -> {
            if (said.containsKey(key) || !isFixed(target, key)) {
                written.put(key, condition.text());
            }
        });
        removed(said, target).stream()
                .filter(key -> !said.containsKey(key) || isColumn(key, said, place))
                .forEach(key -> written.putIfAbsent(key, ""));
        if (isColumn(INVISIBLE, said, place)) {
            written.putIfAbsent(COLUMN, Condition.FALSE.text());
        }
        var places = new ArrayList<Edit>();
        found.forEach((name, change) -> {
            if (Set.of(ATTRS, STATES).contains(name) || written.containsKey(name) || isColumn(name, said, place)) {
                places.add(new Edit(change.start(), change.end(), ""));
            }
        });
        replace(places, written.entrySet().stream().map(ViewConditions::change).collect(Collectors.joining("\n")));
    }

    private static String change(Map.Entry<String, String> written) {
        return written.getValue().isEmpty()
                ? "<attribute name=\"%s\"/>".formatted(written.getKey())
                : "<attribute name=\"%s\">%s</attribute>"
                        .formatted(
                                written.getKey(),
                                written.getValue()
                                        .replace("&", "&amp;")
                                        .replace("<", "&lt;")
                                        .replace(">", "&gt;"));
    }

    /**
     * The conditions that the base has and the extension no longer; what the element always is was no part of its
     * {@code attrs}, and stays.
     */
    private static List<String> removed(Map<String, String> said, ViewPlace.@Nullable Target target) {
        if (!said.containsKey(ATTRS)) {
            return said.containsKey(STATES) ? List.of(INVISIBLE) : List.of();
        }
        return KEYS.stream()
                .filter(key -> !key.equals(COLUMN))
                .filter(key -> target == null || isConditional(target, key))
                .toList();
    }

    private static boolean isFixed(ViewPlace.@Nullable Target target, String key) {
        return target != null
                && ALWAYS.contains(target.attributes().getOrDefault(key, "").strip());
    }

    private static boolean isConditional(ViewPlace.Target target, String key) {
        var value = target.attributes().getOrDefault(key, "").strip();
        return (!value.isEmpty() && !ALWAYS.contains(value) && !NEVER.contains(value))
                || target.attributes().getOrDefault(ATTRS, "").contains(key);
    }

    /** {@return the conditions by the attribute that says them from 17.0 on, or null if one stays} */
    private @Nullable Map<String, Condition> conditions(Map<String, String> said, ViewPlace place) {
        var attrs = said.getOrDefault(ATTRS, "").strip();
        var found =
                attrs.isEmpty() ? new HashMap<String, Condition>() : DomainConditions.ofAttrs(attrs, several(place));
        if (found == null) {
            return tell(ATTRS, attrs);
        }
        found.keySet().retainAll(KEYS);
        states(said, found);
        for (String key : KEYS) {
            var own = said.getOrDefault(key, "").strip();
            if (!own.isEmpty()) {
                var as = key.equals(INVISIBLE) && isColumn(key, said, place) ? COLUMN : key;
                fixed(found, as, own);
            }
        }
        return found;
    }

    /** The server demanded both where something is invisible by its own condition and in other states. */
    private static void states(Map<String, String> said, Map<String, Condition> found) {
        var states = Arrays.stream(said.getOrDefault(STATES, "").split(","))
                .filter(state -> !state.isBlank())
                .map(state -> "'" + state.replace("\\", "\\\\").replace("'", "\\'") + "'")
                .collect(Collectors.joining(", "));
        if (!states.isEmpty()) {
            var other = Condition.comparison("state not in [%s]".formatted(states));
            var own = found.get(INVISIBLE);
            found.put(INVISIBLE, own == null || own.equals(Condition.TRUE) ? other : own.and(other));
        }
    }

    /** What is always so counts, and what is never so does not. */
    private static void fixed(Map<String, Condition> found, String key, String own) {
        if (ALWAYS.contains(own)) {
            found.put(key, Condition.TRUE);
        } else if (!NEVER.contains(own)) {
            var condition = new Condition(own, Condition.Level.ANYTHING);
            found.merge(key, condition, (domain, context) -> context.or(domain));
        }
    }

    private Predicate<String> several(ViewPlace place) {
        var of = place.path().isEmpty() ? model : models.relation(model, place.path());
        return field -> {
            var found = of.isEmpty() ? null : models.field(of, field);
            return found != null
                    && (found.type().equals("one2many") || found.type().equals("many2many"));
        };
    }

    private @Nullable Map<String, Condition> tell(String what, String text) {
        left.add("its %s are no literal domains: %s".formatted(what, text));
        return null;
    }

    private static String plain(String raw) {
        return Entities.decode(raw);
    }

    /** An attribute with its name, quotes and the white space before it. */
    private Edit attribute(String name, Markup.Value value) {
        int start = xml.lastIndexOf(name, value.start());
        return new Edit(start, value.start() + value.raw().length() + 1, "");
    }

    private void remove(Edit place) {
        int start = place.start();
        while (start > 0 && Character.isWhitespace(xml.charAt(start - 1))) {
            start--;
        }
        edits.add(new Edit(start, place.end(), ""));
    }

    /** Writes a text in the first of some places, and nothing in the others. */
    private void replace(Collection<Edit> places, String written) {
        var inOrder =
                places.stream().sorted(Comparator.comparingInt(Edit::start)).toList();
        for (int i = 0; i < inOrder.size(); i++) {
            if (i == 0 && !written.isEmpty()) {
                edits.add(new Edit(inOrder.get(i).start(), inOrder.get(i).end(), written));
            } else {
                remove(inOrder.get(i));
            }
        }
    }
}
