package com.juniper.upgrade.engine;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Parses the XML of views, which strangers wrote: no entities, no files; and finds elements in it as views do. */
final class ViewXml {

    private static final Pattern DECLARATION = Pattern.compile("^\\s*<\\?xml[^>]*\\?>");
    private static final Pattern HASCLASS = Pattern.compile("hasclass\\(([^)]*)\\)");
    /** The server's XML library takes more slashes for two. */
    private static final Pattern SLASHES = Pattern.compile("/{3,}");

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    /** The form that nearly all expressions have; found without a query engine. */
    private static final Pattern SIMPLE =
            Pattern.compile("\\.?//([\\w-]+)(?:\\[@([\\w.-]+)=(?:'([^']*)'|\"([^\"]*)\")\\])?");

    /** Deeper than any view, and not too deep for those that walk through it. */
    private static final int DEEPEST = 200;

    private static final int LONGEST_SHOWN = 200;

    private final DocumentBuilder builder;
    private final XPath xpath = XPathFactory.newInstance().newXPath();
    private final Map<String, XPathExpression> compiled = new HashMap<>();

    ViewXml() {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute("jdk.xml.maxElementDepth", Integer.toString(DEEPEST));
            builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    Element parse(String xml) throws ViewBrokenException {
        try {
            var text = DECLARATION.matcher(xml).replaceFirst("");
            return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw new ViewBrokenException("its XML is not well-formed: " + e.getMessage());
        }
    }

    boolean isWellFormed(String xml) {
        try {
            parse(xml);
            return true;
        } catch (ViewBrokenException e) {
            return false;
        }
    }

    /** {@return a copy in a document of its own} */
    Element copy(Element element) {
        Document document = builder.newDocument();
        var copy = (Element) document.importNode(element, true);
        document.appendChild(copy);
        return copy;
    }

    /** {@return the first element that an xpath expression finds} */
    @Nullable
    Element find(Element root, String expression) throws ViewBrokenException {
        Matcher simple = SIMPLE.matcher(expression.strip());
        if (simple.matches()) {
            var value = simple.group(3) == null ? simple.group(4) : simple.group(3);
            return first(root, simple.group(1), simple.group(2), value);
        }
        if (isCostly(expression)) {
            throw new ViewBrokenException(
                    "its expression %s would be computed for each element of each element of each element"
                            .formatted(shortened(expression)));
        }
        try {
            var nodes = (NodeList) compile(expression).evaluate(root, XPathConstants.NODESET);
            for (int i = 0; i < nodes.getLength(); i++) {
                if (nodes.item(i) instanceof Element element) {
                    return element;
                }
            }
            return null;
        } catch (XPathExpressionException e) {
            throw new ViewBrokenException(
                    "its expression %s is no xpath: %s".formatted(shortened(expression), e.getMessage()));
        }
    }

    private static String shortened(String expression) {
        return expression.length() > LONGEST_SHOWN ? expression.substring(0, LONGEST_SHOWN) + "…" : expression;
    }

    /** Says whether a condition within a condition looks through the whole view: a few such take hours. */
    private static boolean isCostly(String expression) {
        int depth = 0;
        for (int i = 0; i < expression.length(); i++) {
            char character = expression.charAt(i);
            if (character == '\'' || character == '"') {
                int end = expression.indexOf(character, i + 1);
                i = end < 0 ? expression.length() : end;
            } else if (character == '[' || character == ']') {
                depth += character == '[' ? 1 : -1;
            } else if (depth > 1 && (expression.startsWith("//", i) || expression.startsWith("::", i))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Element first(
            Element root, String tag, @Nullable String attribute, @Nullable String value) {
        return all(root).stream()
                .filter(element -> element.getTagName().equals(tag))
                .filter(element -> attribute == null
                        || (element.hasAttribute(attribute)
                                && element.getAttribute(attribute).equals(value)))
                .findFirst()
                .orElse(null);
    }

    private XPathExpression compile(String expression) throws XPathExpressionException {
        var known = compiled.get(expression);
        if (known == null) {
            known = xpath.compile(standard(expression));
            compiled.put(expression, known);
        }
        return known;
    }

    /** Writes the views' own function {@code hasclass('a', 'b')} as what it means. */
    static String standard(String expression) {
        return HASCLASS.matcher(SLASHES.matcher(expression).replaceAll("//")).replaceAll(call -> {
            var conditions = QUOTED.matcher(call.group(1))
                    .results()
                    .map(name -> name.group(1) == null ? name.group(2) : name.group(1))
                    .map("contains(concat(' ', normalize-space(@class), ' '), ' %s ')"::formatted)
                    .collect(Collectors.joining(" and "));
            return Matcher.quoteReplacement("(" + conditions + ")");
        });
    }

    /** {@return the element and all below it, in the document's order} */
    static List<Element> all(Element root) {
        List<Element> found = new ArrayList<>();
        collect(root, found);
        return found;
    }

    private static void collect(Element element, List<Element> found) {
        found.add(element);
        children(element).forEach(child -> collect(child, found));
    }

    static List<Element> children(Element element) {
        List<Element> found = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                found.add(child);
            }
        }
        return found;
    }

    /** {@return an element's children of every kind, in a list that stays when they move} */
    static List<Node> nodes(Element element) {
        List<Node> found = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            found.add(node);
        }
        return found;
    }
}
