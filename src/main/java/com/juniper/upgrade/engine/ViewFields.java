package com.juniper.upgrade.engine;

import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/** Looks up the fields that a whole view names, on its model and on the models that its fields lead to. */
final class ViewFields {

    private static final Set<String> UNCHECKED = Set.of("qweb");
    private static final Set<String> FIELD_ATTRIBUTES =
            Set.of("date_start", "date_stop", "date_delay", "date_end", "all_day", "create_name_field");
    private final Models models;

    ViewFields(Models models) {
        this.models = models;
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
        path(model, name);
        var relation = models.relation(model, name);
        if (element.hasAttribute("domain") && !relation.isEmpty()) {
            domain(element.getAttribute("domain"), relation);
        }
        return relation.isEmpty() ? model : relation;
    }

    private void filter(Element element, String model) throws ViewBrokenException {
        if (element.hasAttribute("domain")) {
            domain(element.getAttribute("domain"), model);
        }
        if (element.hasAttribute("date")) {
            path(model, element.getAttribute("date"));
        }
        require(Expressions.context(element.getAttribute("context"), model));
    }

    private void namedInAttributes(Element element, String model) throws ViewBrokenException {
        for (String attribute : FIELD_ATTRIBUTES) {
            if (element.hasAttribute(attribute)) {
                path(model, element.getAttribute(attribute));
            }
        }
    }

    private void domain(String domain, String model) throws ViewBrokenException {
        require(Expressions.domain(domain, model, models));
    }

    private void path(String model, String path) throws ViewBrokenException {
        require(List.of(Mention.path(0, path, model)));
    }

    private void require(List<Mention> mentions) throws ViewBrokenException {
        for (Mention mention : mentions) {
            var isPath = mention.from() != null && !mention.isOption();
            var missing = mention.required() && isPath ? mention.missing(models) : null;
            if (missing != null) {
                throw new ViewBrokenException(missing);
            }
        }
    }
}
