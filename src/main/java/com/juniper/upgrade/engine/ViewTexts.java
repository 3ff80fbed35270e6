package com.juniper.upgrade.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds what a view's XML names, each on the model it is about: what stands within a field that leads to another model is
 * about that one, and so is what an extension puts there.
 */
final class ViewTexts {

    private static final Set<String> PATHS = Set.of(
            "date_start",
            "date_stop",
            "date_delay",
            "date_end",
            "all_day",
            "create_name_field",
            "default_order",
            "default_group_by");
    private static final Pattern CONDITIONS =
            Pattern.compile("attrs|invisible|readonly|required|column_invisible|decoration-.*|filter_domain");
    private static final Pattern STEP = Pattern.compile("(?:field|groupby|\\*)\\[@name=(['\"])(\\w+)\\1\\]");
    private static final Pattern RECORD = Pattern.compile("\\brecord\\.(\\w+)");

    /** An open element: the model that it is about itself, the one its field leads to, the one of what it holds. */
    private record Frame(String model, String target, String inner) {}

    private final String xml;
    private final Models models;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<Mention> found = new ArrayList<>();

    ViewTexts(String xml, String model, Models models) {
        this.xml = xml;
        this.models = models;
        frames.push(new Frame(model, model, model));
    }

    List<Mention> read() {
        for (Markup.Tag tag : Markup.tags(xml)) {
            if (tag.opens()) {
                frames.push(open(tag, frames.element()));
            }
            if (tag.closes() && frames.size() > 1) {
                frames.pop();
            }
        }
        return found;
    }

    private Frame open(Markup.Tag tag, Frame outer) {
        var model = outer.inner();
        var target = model;
        var beside = !Set.of("", "inside").contains(tag.attribute("position"));
        switch (tag.name()) {
            case "field", "groupby" -> {
                add(tag, "name", name -> List.of(Mention.path(0, name, model)));
                target = relation(model, tag.attribute("name"));
            }
            case "xpath" -> {
                return xpath(tag, model, beside);
            }
            case "attribute" -> {
                attribute(tag.attribute("name"), tag.text(), outer.model(), outer.target());
                return new Frame(outer.model(), outer.target(), outer.inner());
            }
            case "label" -> add(tag, "for", name -> List.of(Mention.path(0, name, model)));
            default -> {}
        }
        for (var attribute : tag.attributes().entrySet()) {
            attribute(attribute.getKey(), attribute.getValue(), model, target);
        }
        return new Frame(model, target, beside ? model : target);
    }

    private String relation(String model, String name) {
        var relation = models.relation(model, name);
        return relation.isEmpty() ? model : relation;
    }

    /** Every step that is a field leads on; what is put beside the last one is not about where that leads. */
    private Frame xpath(Markup.Tag tag, String start, boolean beside) {
        var model = start;
        var before = start;
        int end = 0;
        var steps = STEP.matcher(tag.attribute("expr"));
        var value = tag.attributes().get("expr");
        while (value != null && steps.find()) {
            found.add(Mention.path(value.start() + steps.start(2), steps.group(2), model));
            before = model;
            model = relation(model, steps.group(2));
            end = steps.end();
        }
        var isField = end > 0 && tag.attribute("expr").indexOf('/', end) < 0;
        return new Frame(isField ? before : model, model, isField && beside ? before : model);
    }

    private void attribute(String name, Markup.Value value, String model, String target) {
        if (name.equals("domain")) {
            found.addAll(value.mentions(domain -> Expressions.domain(domain, target, models)));
        } else if (name.equals("context")) {
            found.addAll(value.mentions(context -> Expressions.context(context, target)));
        } else if (name.equals("date") || PATHS.contains(name)) {
            found.addAll(value.mentions(paths -> TextKind.PATH.mentions(paths, model, models)));
        } else if (CONDITIONS.matcher(name).matches()) {
            found.addAll(value.mentions(condition -> Expressions.domain(condition, model, models)));
            found.addAll(value.mentions(condition -> Expressions.values(condition, model)));
        } else if (name.startsWith("t-")) {
            found.addAll(value.mentions(code -> RECORD.matcher(code)
                    .results()
                    .map(field -> Mention.path(field.start(1), field.group(1), model))
                    .toList()));
        }
    }

    private void add(Markup.Tag tag, String attribute, Function<String, List<Mention>> reader) {
        var value = tag.attributes().get(attribute);
        if (value != null) {
            found.addAll(value.mentions(reader));
        }
    }
}
