package com.juniper.upgrade.modules;

import com.juniper.upgrade.modules.DataElement.Deletion;
import com.juniper.upgrade.modules.DataElement.FieldData;
import com.juniper.upgrade.modules.DataElement.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Reads an XML file of records, menus and templates. */
final class XmlData {

    private static final Pattern MODEL = Pattern.compile("[a-z0-9_]++(?:\\.[a-z0-9_]++)*+");
    private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Set<String> TYPES = Set.of("", "xml", "html", "char", "int", "float");

    private final String path;
    private final String module;
    private final List<Problem> problems;
    private final List<DataElement> elements = new ArrayList<>();

    private XmlData(String path, String module, List<Problem> problems) {
        this.path = path;
        this.module = module;
        this.problems = problems;
    }

    static List<DataElement> read(String path, String module, String text, List<Problem> problems) {
        var data = new XmlData(path, module, problems);
        try {
            var root = XmlLines.parse(text);
            if (Set.of("odoo", "openerp").contains(root.getTagName())) {
                data.block(root, false);
            } else {
                data.refuse(root, "the root element is <odoo>, not <%s>".formatted(root.getTagName()));
            }
        } catch (RefusedException e) {
            problems.add(e.in(path));
        }
        return data.elements;
    }

    private void block(Element block, boolean outer) {
        boolean noupdate = outer;
        if (attributes(block, Set.of("noupdate")) && block.hasAttribute("noupdate")) {
            noupdate = isTrue(block.getAttribute("noupdate"));
        }
        noText(block);
        for (Element child : XmlLines.children(block)) {
            switch (child.getTagName()) {
                case "data" -> block(child, noupdate);
                case "record" -> row(child, noupdate);
                case "menuitem" -> menu(child, null, noupdate);
                case "template" -> template(child, noupdate);
                case "delete" -> deletion(child);
                default ->
                    refuse(
                            child,
                            "<%s> does not count; records, menus, templates and deletions do"
                                    .formatted(child.getTagName()));
            }
        }
    }

    private void row(Element element, boolean noupdate) {
        if (!attributes(element, Set.of("id", "model", "forcecreate"))) {
            return;
        }
        noText(element);
        List<FieldData> fields = new ArrayList<>();
        for (Element child : XmlLines.children(element)) {
            if (child.getTagName().equals("field")) {
                field(child, fields);
            } else {
                refuse(child, "<%s> does not count within a record".formatted(child.getTagName()));
            }
        }
        boolean force = !element.hasAttribute("forcecreate") || isTrue(element.getAttribute("forcecreate"));
        add(element, element.getAttribute("model"), noupdate, force, fields);
    }

    private void add(Element element, String model, boolean noupdate, boolean force, List<FieldData> fields) {
        var id = id(element);
        if (!MODEL.matcher(model).matches()) {
            refuse(element, "'%s' is no model".formatted(model));
        } else if (id != null) {
            elements.add(new Row(XmlLines.line(element), id, model, noupdate, force, fields));
        }
    }

    private @Nullable String id(Element element) {
        var id = element.getAttribute("id");
        if (ExternalIds.isGood(id)) {
            return ExternalIds.full(id, module);
        }
        refuse(
                element,
                id.isEmpty()
                        ? "<%s> has no id; without one each update would add it again".formatted(element.getTagName())
                        : "'%s' is no external id".formatted(id));
        return null;
    }

    private void field(Element element, List<FieldData> fields) {
        var name = element.getAttribute("name");
        if (!attributes(element, Set.of("name", "ref", "eval", "type", "model", "widget"))) {
            return;
        }
        if (!FIELD.matcher(name).matches()
                || fields.stream().anyMatch(other -> other.name().equals(name))) {
            refuse(
                    element,
                    FIELD.matcher(name).matches()
                            ? "the field %s stands here twice".formatted(name)
                            : "'%s' is no field".formatted(name));
            return;
        }
        try {
            fields.add(new FieldData(XmlLines.line(element), name, value(element)));
        } catch (RefusedException e) {
            problems.add(e.in(path));
        }
    }

    private DataValue value(Element element) throws RefusedException {
        int line = XmlLines.line(element);
        var type = element.getAttribute("type");
        if (!TYPES.contains(type)) {
            throw new RefusedException(line, "the type '%s' does not count; xml and html do".formatted(type));
        }
        if (element.hasAttribute("ref")) {
            return reference(element, element.getAttribute("ref"));
        }
        if (element.hasAttribute("eval")) {
            return new DataValue.Evaluated(full(LiteralReader.read(element.getAttribute("eval"), line, true)));
        }
        if (type.equals("xml") || type.equals("html")) {
            if (type.equals("xml") && XmlLines.children(element).isEmpty()) {
                throw new RefusedException(line, "there is no XML in it");
            }
            var inner = XmlLines.inner(element);
            boolean several = type.equals("xml") && XmlLines.children(element).size() > 1;
            return new DataValue.Markup(several ? "<data>" + inner + "</data>" : inner);
        }
        if (!XmlLines.children(element).isEmpty()) {
            throw new RefusedException(
                    line,
                    "<%s> does not count within a field without type=\"xml\""
                            .formatted(XmlLines.children(element).get(0).getTagName()));
        }
        return new DataValue.Text(XmlLines.ownText(element));
    }

    private DataValue reference(Element element, String ids) throws RefusedException {
        var references = Arrays.stream(ids.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
        for (String id : references) {
            if (!ExternalIds.isGood(id)) {
                throw new RefusedException(XmlLines.line(element), "'%s' is no external id".formatted(id));
            }
        }
        return new DataValue.References(
                references.stream().map(id -> ExternalIds.full(id, module)).toList());
    }

    private Literal full(Literal literal) {
        if (literal instanceof Literal.Reference reference) {
            return new Literal.Reference(reference.line(), ExternalIds.full(reference.externalId(), module));
        }
        if (literal instanceof Literal.Items items) {
            return new Literal.Items(
                    items.line(),
                    items.open(),
                    items.items().stream().map(this::full).toList());
        }
        if (literal instanceof Literal.Dictionary dictionary) {
            return new Literal.Dictionary(
                    dictionary.line(),
                    dictionary.entries().stream()
                            .map(entry -> new Literal.Entry(full(entry.key()), full(entry.value())))
                            .toList());
        }
        return literal;
    }

    private void menu(Element element, @Nullable String outer, boolean noupdate) {
        if (!attributes(
                element, Set.of("id", "name", "parent", "action", "sequence", "groups", "web_icon", "active"))) {
            return;
        }
        List<FieldData> fields = new ArrayList<>();
        try {
            var parent = outer == null ? element.getAttribute("parent") : outer;
            add(fields, element, "name", element.hasAttribute("name") ? text(element, "name") : null);
            add(fields, element, "parent_id", reference(element, parent));
            add(
                    fields,
                    element,
                    "action",
                    element.hasAttribute("action") ? reference(element, element.getAttribute("action")) : null);
            for (String name : List.of("sequence", "web_icon", "active")) {
                add(fields, element, name, element.hasAttribute(name) ? text(element, name) : null);
            }
            add(fields, element, "groups_id", groups(element));
        } catch (RefusedException e) {
            problems.add(e.in(path));
        }
        add(element, "ir.ui.menu", noupdate, true, fields);
        for (Element child : XmlLines.children(element)) {
            if (child.getTagName().equals("menuitem")) {
                menu(child, element.getAttribute("id"), noupdate);
            } else {
                refuse(child, "<%s> does not count within a menu".formatted(child.getTagName()));
            }
        }
    }

    private @Nullable DataValue groups(Element element) throws RefusedException {
        return element.hasAttribute("groups") ? reference(element, element.getAttribute("groups")) : null;
    }

    private static DataValue text(Element element, String attribute) {
        return new DataValue.Text(element.getAttribute(attribute));
    }

    private static void add(List<FieldData> fields, Element element, String name, @Nullable DataValue value) {
        if (value != null) {
            fields.add(new FieldData(XmlLines.line(element), name, value));
        }
    }

    private void template(Element element, boolean noupdate) {
        if (!attributes(
                element,
                Set.of("id", "name", "inherit_id", "priority", "primary", "groups", "active", "customize_show"))) {
            return;
        }
        var id = id(element);
        if (id == null) {
            return;
        }
        var name = element.hasAttribute("name") ? element.getAttribute("name") : ExternalIds.name(id);
        boolean inherits = element.hasAttribute("inherit_id");
        List<FieldData> fields = new ArrayList<>();
        try {
            add(fields, element, "name", new DataValue.Text(name));
            add(fields, element, "key", new DataValue.Text(id));
            add(fields, element, "type", new DataValue.Text("qweb"));
            if (inherits) {
                add(fields, element, "inherit_id", reference(element, element.getAttribute("inherit_id")));
            }
            add(
                    fields,
                    element,
                    "mode",
                    isTrue(element.getAttribute("primary")) ? new DataValue.Text("primary") : null);
            for (String copied : List.of("priority", "active", "customize_show")) {
                add(fields, element, copied, element.hasAttribute(copied) ? text(element, copied) : null);
            }
            add(fields, element, "groups_id", groups(element));
            add(fields, element, "arch", new DataValue.Markup(arch(element, inherits, id, name)));
        } catch (RefusedException e) {
            problems.add(e.in(path));
        }
        add(element, "ir.ui.view", noupdate, true, fields);
    }

    private static String arch(Element element, boolean inherits, String id, String name) {
        var tag = inherits ? "data" : "t";
        var xml = new StringBuilder("<").append(tag);
        var attributes = inherits ? Map.of("inherit_id", element.getAttribute("inherit_id")) : Map.of("t-name", id);
        XmlLines.attribute("name", name, xml);
        attributes.forEach((attribute, value) -> XmlLines.attribute(attribute, value, xml));
        return xml.append('>')
                .append(XmlLines.inner(element))
                .append("</")
                .append(tag)
                .append('>')
                .toString();
    }

    private void deletion(Element element) {
        if (!attributes(element, Set.of("id", "model"))) {
            return;
        }
        var id = id(element);
        if (id != null && !MODEL.matcher(element.getAttribute("model")).matches()) {
            refuse(element, "'%s' is no model".formatted(element.getAttribute("model")));
        } else if (id != null) {
            elements.add(new Deletion(XmlLines.line(element), id, element.getAttribute("model")));
        }
    }

    /** Says whether an element has no other attributes, and refuses each that it has. */
    private boolean attributes(Element element, Set<String> known) {
        boolean good = true;
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            var name = element.getAttributes().item(i).getNodeName();
            if (!known.contains(name)) {
                refuse(
                        element,
                        "the attribute '%s' of <%s> does not count%s"
                                .formatted(
                                        name,
                                        element.getTagName(),
                                        name.equals("search")
                                                ? ": which records it finds depends on the database; name one by ref"
                                                : ""));
                good = false;
            }
        }
        return good;
    }

    private void noText(Element element) {
        if (!XmlLines.ownText(element).isBlank()) {
            refuse(element, "there is a text in <%s>, where only elements count".formatted(element.getTagName()));
        }
    }

    private static boolean isTrue(String text) {
        return !Set.of("", "0", "false", "off", "no").contains(text.strip().toLowerCase(java.util.Locale.ROOT));
    }

    private void refuse(Element element, String message) {
        problems.add(new Problem(path, XmlLines.line(element), message));
    }
}
