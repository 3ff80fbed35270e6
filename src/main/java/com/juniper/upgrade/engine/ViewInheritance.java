package com.juniper.upgrade.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** Applies an extension view to the XML it changes: finds each of its targets and inserts, replaces, moves there. */
final class ViewInheritance {

    private final ViewXml xml;

    ViewInheritance(ViewXml xml) {
        this.xml = xml;
    }

    /**
     * Applies the specifications of an extension to a copy of the XML.
     *
     * @param found told what each specification finds, in their order, before it is applied
     * @return the changed XML; what was given stays as it was
     * @throws ViewBrokenException if a target is not there, or a specification cannot be applied
     */
    Element apply(Element base, Element extension, Consumer<Element> found) throws ViewBrokenException {
        var root = xml.copy(base);
        Deque<Element> specifications = new ArrayDeque<>(List.of(extension));
        while (!specifications.isEmpty()) {
            var specification = specifications.removeFirst();
            if (specification.getTagName().equals("data")) {
                var inner = ViewXml.children(specification);
                for (int i = inner.size() - 1; i >= 0; i--) {
                    specifications.addFirst(inner.get(i));
                }
            } else {
                root = applyOne(root, specification, found);
            }
        }
        return root;
    }

    private Element applyOne(Element root, Element specification, Consumer<Element> found) throws ViewBrokenException {
        var target = locate(root, specification);
        if (target == null) {
            throw new ViewBrokenException("%s is not in the view it changes".formatted(described(specification)));
        }
        found.accept(target);
        var position = specification.hasAttribute("position") ? specification.getAttribute("position") : "inside";
        switch (position) {
            case "replace" -> {
                return replace(root, target, specification);
            }
            case "attributes" -> attributes(target, specification);
            case "inside" -> insert(root, target, null, specification);
            case "before" -> insertBeside(root, target, target, specification);
            case "after" -> insertBeside(root, target, target.getNextSibling(), specification);
            default -> throw new ViewBrokenException("the position '%s' is not known".formatted(position));
        }
        return root;
    }

    private @Nullable Element locate(Element root, Element specification) throws ViewBrokenException {
        if (specification.getTagName().equals("xpath")) {
            return xml.find(root, specification.getAttribute("expr"));
        }
        return ViewXml.all(root).stream()
                .filter(element -> element.getTagName().equals(specification.getTagName()))
                .filter(element -> specification.getTagName().equals("field")
                        ? element.getAttribute("name").equals(specification.getAttribute("name"))
                        : hasAttributesOf(specification, element))
                .findFirst()
                .orElse(null);
    }

    private static boolean hasAttributesOf(Element specification, Element element) {
        NamedNodeMap attributes = specification.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            var attribute = attributes.item(i);
            var name = attribute.getNodeName();
            if (!name.equals("position")
                    && !name.equals("version")
                    && !(element.hasAttribute(name)
                            && element.getAttribute(name).equals(attribute.getNodeValue()))) {
                return false;
            }
        }
        return true;
    }

    private Element replace(Element root, Element target, Element specification) throws ViewBrokenException {
        if (specification.getAttribute("mode").equals("inner")) {
            ViewXml.nodes(target).forEach(target::removeChild);
            insert(root, target, null, specification);
            return root;
        }
        fillPlaceholders(specification, target);
        if (target == root) {
            var content = ViewXml.children(specification);
            if (content.isEmpty()) {
                throw new ViewBrokenException("it replaces the whole view by nothing");
            }
            return xml.copy(content.get(0));
        }
        insertBeside(root, target, target, specification);
        parent(target).removeChild(target);
        return root;
    }

    /** An element whose text is {@code $0} stands for what is replaced. */
    private static void fillPlaceholders(Element specification, Element target) {
        for (Element element : ViewXml.all(specification)) {
            if (element != specification
                    && element.getTextContent().strip().equals("$0")
                    && ViewXml.children(element).isEmpty()) {
                ViewXml.nodes(element).forEach(element::removeChild);
                element.appendChild(element.getOwnerDocument().importNode(target, true));
            }
        }
    }

    private void insertBeside(Element root, Element target, @Nullable Node before, Element specification)
            throws ViewBrokenException {
        if (target == root) {
            throw new ViewBrokenException(
                    "%s puts something beside the whole view".formatted(described(specification)));
        }
        insert(root, parent(target), before, specification);
    }

    private static Element parent(Element element) {
        return (Element) element.getParentNode();
    }

    private void insert(Element root, Element parent, @Nullable Node before, Element specification)
            throws ViewBrokenException {
        var marker = parent.insertBefore(parent.getOwnerDocument().createComment(""), before);
        for (Node node : ViewXml.nodes(specification)) {
            parent.insertBefore(moved(root, node), marker);
        }
        parent.removeChild(marker);
    }

    private Node moved(Element root, Node node) throws ViewBrokenException {
        if (!(node instanceof Element element)
                || !element.getAttribute("position").equals("move")) {
            return root.getOwnerDocument().importNode(node, true);
        }
        var found = locate(root, element);
        if (found == null || found == root) {
            throw new ViewBrokenException("%s, which it moves, is not there".formatted(described(element)));
        }
        return parent(found).removeChild(found);
    }

    private static void attributes(Element target, Element specification) throws ViewBrokenException {
        for (Element change : ViewXml.children(specification)) {
            var name = change.getAttribute("name");
            if (!change.getTagName().equals("attribute") || name.isEmpty()) {
                throw new ViewBrokenException(
                        "%s changes attributes without naming them".formatted(described(specification)));
            }
            set(target, name, changed(target.getAttribute(name), change));
        }
    }

    private static void set(Element target, String name, String value) {
        if (value.isEmpty()) {
            target.removeAttribute(name);
        } else {
            target.setAttribute(name, value);
        }
    }

    private static String changed(String value, Element change) {
        if (!change.hasAttribute("add") && !change.hasAttribute("remove")) {
            return change.getTextContent();
        }
        var separator = change.hasAttribute("separator") ? change.getAttribute("separator") : ",";
        var split = separator.isBlank() ? "\\s+" : java.util.regex.Pattern.quote(separator);
        var values = Arrays.stream(value.split(split, -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
        values.removeAll(Arrays.stream(change.getAttribute("remove").split(split, -1))
                .map(String::strip)
                .toList());
        if (!change.getAttribute("add").isBlank()) {
            values.add(change.getAttribute("add"));
        }
        return String.join(separator, values);
    }

    private static String described(Element element) {
        var text = new StringBuilder("<").append(element.getTagName());
        var attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            text.append(" %s=\"%s\""
                    .formatted(
                            attributes.item(i).getNodeName(), attributes.item(i).getNodeValue()));
        }
        return text.append(">").toString();
    }
}
