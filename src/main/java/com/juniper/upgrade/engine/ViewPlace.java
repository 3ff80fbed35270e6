package com.juniper.upgrade.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Where in a view an element stands.
 *
 * @param path the fields around it that lead to other models, from the view's model on
 * @param inList whether a list is the nearest view around it, so that it is a column
 */
record ViewPlace(String path, boolean inList) {

    private static final Set<String> LISTS = Set.of("tree", "list");

    private static final Set<String> NO_LISTS = Set.of(
            "form", "kanban", "search", "calendar", "graph", "pivot", "activity", "header", "groupby", "control");

    /**
     * An element that an extension changes.
     *
     * @param place where it stands
     * @param tag its name
     * @param attributes what it says itself
     */
    record Target(ViewPlace place, String tag, Map<String, String> attributes) {

        static Target of(Element element) {
            Map<String, String> attributes = new LinkedHashMap<>();
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                var attribute = element.getAttributes().item(i);
                attributes.put(attribute.getNodeName(), attribute.getNodeValue());
            }
            return new Target(around(element), element.getTagName(), attributes);
        }

        /** {@return where its children stand} */
        ViewPlace within() {
            return place.within(tag, attributes.getOrDefault("name", ""));
        }

        private static ViewPlace around(Element element) {
            var path = "";
            Boolean inList = null;
            for (Node node = element.getParentNode(); node instanceof Element outer; node = outer.getParentNode()) {
                if (outer.getTagName().equals("field")) {
                    path = outer.getAttribute("name") + (path.isEmpty() ? "" : ".") + path;
                }
                if (inList == null && (LISTS.contains(outer.getTagName()) || NO_LISTS.contains(outer.getTagName()))) {
                    inList = LISTS.contains(outer.getTagName());
                }
            }
            return new ViewPlace(path, Boolean.TRUE.equals(inList));
        }
    }

    /** {@return where the children of an element stand that stands here} */
    ViewPlace within(String tag, String name) {
        if (tag.equals("field") && !name.isEmpty()) {
            return new ViewPlace(path.isEmpty() ? name : path + "." + name, inList);
        }
        return LISTS.contains(tag) || NO_LISTS.contains(tag) ? new ViewPlace(path, LISTS.contains(tag)) : this;
    }
}
