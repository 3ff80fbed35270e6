package com.juniper.upgrade.modules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Carries the translated terms of a view's XML over to its next XML. */
final class TranslatedMarkup {

    private static final Set<String> ATTRIBUTES =
            Set.of("string", "placeholder", "help", "title", "alt", "confirm", "sum", "avg", "label", "aria-label");

    private TranslatedMarkup() {}

    /**
     * {@return the next XML with the terms that were translated before, or null if the translation was of another XML}
     *
     * @param old the English XML before
     * @param translated the other language's before
     * @param next the English XML now
     */
    static @Nullable String carry(String old, String translated, String next) {
        try {
            var before = terms(XmlLines.parse(old));
            var after = terms(XmlLines.parse(translated));
            if (before.size() != after.size()) {
                return null;
            }
            Map<String, String> known = new HashMap<>();
            for (int i = 0; i < before.size(); i++) {
                known.put(before.get(i), after.get(i));
            }
            var root = XmlLines.parse("<root>" + next + "</root>");
            visit(root, term -> known.getOrDefault(term, term));
            return XmlLines.inner(root);
        } catch (RefusedException e) {
            return null;
        }
    }

    private static List<String> terms(Element root) {
        List<String> terms = new ArrayList<>();
        visit(root, term -> {
            terms.add(term);
            return term;
        });
        return terms;
    }

    private static void visit(Element element, UnaryOperator<String> change) {
        for (String name : ATTRIBUTES) {
            if (element.hasAttribute(name)) {
                element.setAttribute(name, change.apply(element.getAttribute(name)));
            }
        }
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                visit(child, change);
            } else {
                var text = node.getNodeValue();
                var term = text.strip();
                if (!term.isEmpty()) {
                    node.setNodeValue(text.replace(term, change.apply(term)));
                }
            }
        }
    }
}
