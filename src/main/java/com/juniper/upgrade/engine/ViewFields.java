package com.juniper.upgrade.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** Looks up the fields that a whole view names, on its model and on the models that its fields lead to. */
final class ViewFields {

    /** A field as views see it; {@code relation} is the model it leads to, or empty. */
    record FieldType(String type, String relation) {}

    private static final Set<String> UNCHECKED = Set.of("qweb");
    private static final Set<String> FIELD_ATTRIBUTES =
            Set.of("date_start", "date_stop", "date_delay", "date_end", "all_day", "create_name_field");
    /** Fields that the code makes up for the rights of users. */
    private static final Pattern MADE_UP = Pattern.compile("(in_group|sel_groups)_[0-9_]+");

    private final Map<String, Map<String, FieldType>> models;

    ViewFields(Map<String, Map<String, FieldType>> models) {
        this.models = models;
    }

    boolean knows(String model) {
        return models.containsKey(model);
    }

    void check(String type, String model, Element root) throws ViewBrokenException {
        if (!UNCHECKED.contains(type) && !model.isEmpty()) {
            walk(root, model, root);
        }
    }

    private void walk(Element element, String model, Element root) throws ViewBrokenException {
        var inner = model;
        switch (element.getTagName()) {
            case "field", "groupby" -> inner = relation(element, model);
            case "filter" -> filter(element, model);
            default -> {
                if (element == root || element.getTagName().equals("calendar")) {
                    namedInAttributes(element, model);
                }
            }
        }
        for (Element child : ViewXml.children(element)) {
            walk(child, inner, root);
        }
    }

    private String relation(Element element, String model) throws ViewBrokenException {
        var name = element.getAttribute("name");
        var field = require(model, name);
        if (element.hasAttribute("domain") && !field.relation().isEmpty()) {
            domain(element.getAttribute("domain"), field.relation());
        }
        return field.relation().isEmpty() ? model : field.relation();
    }

    private void filter(Element element, String model) throws ViewBrokenException {
        if (element.hasAttribute("domain")) {
            domain(element.getAttribute("domain"), model);
        }
        if (element.hasAttribute("date")) {
            require(model, element.getAttribute("date"));
        }
        for (String group : Expressions.groupings(element.getAttribute("context"))) {
            path(model, group);
        }
    }

    private void namedInAttributes(Element element, String model) throws ViewBrokenException {
        for (String attribute : FIELD_ATTRIBUTES) {
            if (element.hasAttribute(attribute)) {
                path(model, element.getAttribute(attribute));
            }
        }
    }

    /** Checks every field that a domain compares. */
    void domain(String domain, String model) throws ViewBrokenException {
        for (String field : Expressions.fields(domain)) {
            path(model, field);
        }
    }

    /** Checks a field, or a path of fields with dots. */
    void path(String model, String path) throws ViewBrokenException {
        var current = model;
        for (String name : List.of(path.split("[.:]"))) {
            var field = require(current, name);
            if (field.relation().isEmpty()) {
                return;
            }
            current = field.relation();
        }
    }

    private FieldType require(String model, String name) throws ViewBrokenException {
        var fields = models.get(model);
        if (fields == null) {
            throw new ViewBrokenException("the model %s does not exist".formatted(model));
        }
        var field = fields.get(name);
        if (field == null && MADE_UP.matcher(name).matches()) {
            return new FieldType("boolean", "");
        }
        if (field == null) {
            throw new ViewBrokenException("the model %s has no field '%s'".formatted(model, name));
        }
        return field;
    }
}
