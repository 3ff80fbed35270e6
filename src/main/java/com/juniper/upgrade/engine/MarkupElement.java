package com.juniper.upgrade.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** An element with its places in a text of XML or HTML; comments are elements without a name. */
final class MarkupElement {

    private static final Set<String> INLINE = Set.of(
            "abbr b bdi bdo br cite code data del dfn em font i ins kbd keygen mark math meter output progress q ruby s samp small span strong sub sup text time u var wbr"
                    .split(" "));

    /** Elements that HTML does not close. */
    private static final Set<String> EMPTY = Set.of(
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr");

    private static final int DEEPEST = 200;

    private final String name;
    private final Map<String, Markup.Value> attributes;
    private final List<MarkupElement> children = new ArrayList<>();
    private final int start;
    private final int innerStart;
    private int innerEnd;
    private int end;
    private boolean inline;
    private boolean words;

    private MarkupElement(String name, Map<String, Markup.Value> attributes, int start, int innerStart) {
        this.name = name;
        this.attributes = attributes;
        this.start = start;
        this.innerStart = innerStart;
    }

    /** {@return the whole text as one element, or null if a tag is not closed as it must be} */
    static @Nullable MarkupElement read(String text) {
        Deque<MarkupElement> open = new ArrayDeque<>(List.of(new MarkupElement("/", Map.of(), 0, 0)));
        var tags = Markup.TAG.matcher(text);
        int done = 0;
        while (tags.find()) {
            open.element().words |= hasWords(text, done, tags.start());
            done = tags.end();
            if (!read(tags, open) || open.size() > DEEPEST) {
                return null;
            }
        }
        var root = open.pop();
        root.words |= hasWords(text, done, text.length());
        root.close(text.length(), text.length());
        return open.isEmpty() ? root : null;
    }

    private static boolean read(Matcher tag, Deque<MarkupElement> open) {
        var name = tag.group(2);
        if (name == null) {
            return open.element().add(new MarkupElement("", Map.of(), tag.start(), tag.end()), tag.end(), tag.end());
        }
        if (tag.group(4) == null) {
            return false;
        }
        name = name.toLowerCase(Locale.ROOT);
        if (!tag.group(1).isEmpty()) {
            return EMPTY.contains(name) ? open.element().closesLast(name, tag.end()) : close(name, tag, open);
        }
        var element = new MarkupElement(name, Markup.attributes(tag.group(3), tag.start(3)), tag.start(), tag.end());
        if (tag.group(3).endsWith("/") || EMPTY.contains(name)) {
            return open.element().add(element, tag.end(), tag.end());
        }
        open.push(element);
        return true;
    }

    private static boolean close(String name, Matcher tag, Deque<MarkupElement> open) {
        var element = open.pop();
        return !open.isEmpty() && element.name.equals(name) && open.element().add(element, tag.start(), tag.end());
    }

    private boolean add(MarkupElement child, int childInnerEnd, int childEnd) {
        child.close(childInnerEnd, childEnd);
        return children.add(child);
    }

    private boolean closesLast(String name, int end) {
        if (children.isEmpty() || !children.get(children.size() - 1).name.equals(name)) {
            return false;
        }
        children.get(children.size() - 1).end = end;
        return true;
    }

    private void close(int innerEnd, int end) {
        this.innerEnd = innerEnd;
        this.end = end;
        inline = INLINE.contains(name)
                && (attributes.isEmpty() || attributes.keySet().stream().noneMatch(MarkupElement::isDirective));
        for (MarkupElement child : children) {
            words |= child.words;
            inline &= child.inline;
        }
    }

    private static boolean isDirective(String attribute) {
        return attribute.startsWith("t-") || attribute.equals("groups") || attribute.endsWith(".translate");
    }

    static boolean hasWords(String text, int start, int end) {
        return Entities.afterBlanks(text, start, end) < end;
    }

    /** {@return whether elements of a name can be part of a term} */
    static boolean isInline(String name) {
        return INLINE.contains(name.toLowerCase(Locale.ROOT));
    }

    String name() {
        return name;
    }

    Map<String, Markup.Value> attributes() {
        return attributes;
    }

    String attribute(String attribute) {
        var value = attributes.get(attribute);
        return value == null ? "" : value.raw().strip();
    }

    List<MarkupElement> children() {
        return children;
    }

    int start() {
        return start;
    }

    int innerStart() {
        return innerStart;
    }

    int innerEnd() {
        return innerEnd;
    }

    int end() {
        return end;
    }

    /** {@return whether it can be part of a term} */
    boolean isInline() {
        return inline;
    }

    /** {@return whether there is text in it} */
    boolean hasWords() {
        return words;
    }
}
