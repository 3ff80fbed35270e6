package com.juniper.upgrade.modules;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.DOMException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Parses XML that strangers wrote, with the line of each element: no document types, no entities, no files. */
final class XmlLines extends DefaultHandler {

    private static final int DEEPEST = 100;
    private static final String LINE = "line";

    private final Document document;
    private final Deque<Node> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable Locator locator;

    private XmlLines(Document document) {
        this.document = document;
        open.push(document);
    }

    static Element parse(String xml) throws RefusedException {
        try {
            var handler = new XmlLines(
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument());
            var factory = SAXParserFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.newSAXParser().parse(new InputSource(new StringReader(xml)), handler);
            return handler.document.getDocumentElement();
        } catch (SAXParseException e) {
            throw new RefusedException(Math.max(1, e.getLineNumber()), "it is no XML that counts: " + e.getMessage());
        } catch (SAXException | DOMException | IOException e) {
            throw new RefusedException(null, "it is no XML that counts: " + e.getMessage());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the line on which an element of a parsed document begins} */
    static int line(Node element) {
        return element.getUserData(LINE) instanceof Integer line ? line : 1;
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        this.locator = locator;
    }

    private int line() {
        return locator == null ? 1 : locator.getLineNumber();
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
        addText();
        if (open.size() > DEEPEST) {
            throw new SAXParseException("elements are nested deeper than %d".formatted(DEEPEST), locator);
        }
        var element = document.createElement(name);
        for (int i = 0; i < attributes.getLength(); i++) {
            element.setAttribute(attributes.getQName(i), attributes.getValue(i));
        }
        element.setUserData(LINE, line(), null);
        open.element().appendChild(element);
        open.push(element);
    }

    @Override
    public void endElement(String uri, String local, String name) {
        addText();
        open.pop();
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        text.append(characters, start, length);
    }

    private void addText() {
        if (text.length() > 0 && open.size() > 1) {
            open.element().appendChild(document.createTextNode(text.toString()));
        }
        text.setLength(0);
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

    /** {@return the element's own text}, without that of its children */
    static String ownText(Element element) {
        var found = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (!(node instanceof Element)) {
                found.append(node.getNodeValue());
            }
        }
        return found.toString();
    }

    /** {@return what stands in an element, as XML} */
    static String inner(Element element) {
        var xml = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            write(node, xml);
        }
        return xml.toString().strip();
    }

    private static void write(Node node, StringBuilder xml) {
        if (!(node instanceof Element element)) {
            xml.append(escaped(node.getNodeValue()));
            return;
        }
        xml.append('<').append(element.getTagName());
        var attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            attribute(attributes.item(i).getNodeName(), attributes.item(i).getNodeValue(), xml);
        }
        if (element.getFirstChild() == null) {
            xml.append("/>");
            return;
        }
        xml.append('>');
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            write(child, xml);
        }
        xml.append("</").append(element.getTagName()).append('>');
    }

    /** Writes an attribute, with a blank before it. */
    static void attribute(String name, String value, StringBuilder xml) {
        xml.append(' ').append(name).append("=\"");
        xml.append(escaped(value).replace("\"", "&quot;").replace("\n", "&#10;"))
                .append('"');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }
}
