package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A text cut into the terms that the ERP translates: what stands between block tags, with the inline elements in it, and
 * the attributes that people read. Takes time by the text's length, whatever is in it.
 */
final class MarkupTerms {

    private static final Set<String> SKIPPED = Set.of("", "script", "style", "title");
    private static final Set<String> ATTRIBUTES = Set.of(
            "add-label",
            "alt",
            "aria-label",
            "aria-placeholder",
            "aria-roledescription",
            "aria-valuetext",
            "avg",
            "cancel-label",
            "confirm",
            "confirm-label",
            "data-tooltip",
            "help",
            "label",
            "placeholder",
            "string",
            "sum",
            "title",
            "value_label");
    private static final String FORMAT = "t-attf-";
    private static final String ONE_TERM = "</.>";
    private static final char NO_QUOTE = 0;

    /** A term's place, without white space around it, and for an attribute the quote it stands in. */
    private record Term(int start, int end, char quote) {

        boolean isAttribute() {
            return quote != NO_QUOTE;
        }
    }

    private final String text;
    private final List<Term> terms = new ArrayList<>();
    private final StringBuilder shape = new StringBuilder();

    private MarkupTerms(String text) {
        this.text = text;
    }

    /** {@return the text's terms, or null if its tags are not closed as they are opened} */
    static @Nullable MarkupTerms of(String text) {
        var root = MarkupElement.read(text);
        if (root == null) {
            return null;
        }
        var terms = new MarkupTerms(text);
        terms.cut(root);
        return terms;
    }

    /** {@return whether a text is one term as a whole} */
    static boolean isOneTerm(String text) {
        var terms = of(text);
        return terms != null && terms.shape.toString().equals(ONE_TERM);
    }

    /** {@return what this text's terms are in a translation of it, or null if that has other block tags or other terms} */
    @Nullable
    TermDictionary dictionary(MarkupTerms translation) {
        if (shape.compareTo(translation.shape) != 0) {
            return null;
        }
        var dictionary = new TermDictionary();
        for (int i = 0; i < terms.size(); i++) {
            var term = terms.get(i);
            var translated = translation.terms.get(i);
            if (term.isAttribute()) {
                dictionary.putAttribute(plain(term), translation.plain(translated));
            } else {
                dictionary.putText(raw(term), translation.raw(translated));
            }
        }
        return dictionary;
    }

    /** {@return the text with the terms that the dictionary has replaced} */
    String translated(TermDictionary dictionary) {
        var result = new StringBuilder();
        int done = 0;
        for (Term term : inOrder()) {
            result.append(text, done, term.start());
            result.append(term.isAttribute() ? attribute(term, dictionary) : words(term, dictionary));
            done = term.end();
        }
        return result.append(text, done, text.length()).toString();
    }

    private String attribute(Term term, TermDictionary dictionary) {
        var translation = dictionary.attribute(plain(term));
        return translation == null ? raw(term) : Entities.attribute(translation, term.quote());
    }

    private String words(Term term, TermDictionary dictionary) {
        var raw = raw(term);
        var translation = dictionary.text(raw);
        if (translation != null) {
            return translation;
        }
        return raw.indexOf('<') < 0 ? raw : parts(raw).translated(dictionary);
    }

    /** Of a term that is not known, the attributes may be, and its words if they stand in one place. */
    private static MarkupTerms parts(String term) {
        var parts = new MarkupTerms(term);
        var tags = Markup.TAG.matcher(term);
        int done = 0;
        while (tags.find()) {
            parts.add(done, tags.start(), NO_QUOTE);
            done = tags.end();
        }
        parts.add(done, term.length(), NO_QUOTE);
        if (parts.terms.size() > 1) {
            parts.terms.clear();
        }
        Markup.tags(term).forEach(tag -> parts.addAttributes(tag.attributes()));
        return parts;
    }

    private String raw(Term term) {
        return text.substring(term.start(), term.end());
    }

    private String plain(Term term) {
        return Entities.decode(raw(term));
    }

    private void cut(MarkupElement element) {
        shape.append('<').append(element.name());
        if (!isSkipped(element)) {
            addAttributes(element.attributes());
            int start = element.innerStart();
            List<MarkupElement> inline = new ArrayList<>();
            for (MarkupElement child : element.children()) {
                if (child.isInline()) {
                    inline.add(child);
                } else {
                    cutWords(inline, start, child.start());
                    cut(child);
                    inline.clear();
                    start = child.end();
                }
            }
            cutWords(inline, start, element.innerEnd());
        }
        shape.append('>');
    }

    private static boolean isSkipped(MarkupElement element) {
        return SKIPPED.contains(element.name())
                || element.attribute("t-translation").equals("off")
                || (element.name().equals("attribute") && !isRead(element.attribute("name")));
    }

    /** A text with the inline elements in it is one term; inline elements without a text have terms of their own. */
    private void cutWords(List<MarkupElement> inline, int start, int end) {
        int done = start;
        boolean words = false;
        for (MarkupElement element : inline) {
            words |= element.hasWords() || MarkupElement.hasWords(text, done, element.start());
            done = element.end();
        }
        if (words || MarkupElement.hasWords(text, done, end)) {
            add(start, end, NO_QUOTE);
            shape.append('.');
        } else {
            inline.forEach(this::cut);
        }
    }

    private void addAttributes(Map<String, Markup.Value> attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        new TreeMap<>(attributes).forEach((name, value) -> {
            if (isRead(name) && !value.raw().isBlank()) {
                add(value.start(), value.start() + value.raw().length(), text.charAt(value.start() - 1));
                shape.append(' ').append(name);
            }
        });
    }

    /** {@return whether people read an attribute of that name} */
    static boolean isRead(String attribute) {
        return ATTRIBUTES.contains(attribute.startsWith(FORMAT) ? attribute.substring(FORMAT.length()) : attribute)
                || attribute.endsWith(".translate");
    }

    private void add(int start, int end, char quote) {
        int length = text.substring(start, end).stripLeading().length();
        int first = end - length;
        int last = first + text.substring(first, end).stripTrailing().length();
        if (first < last) {
            terms.add(new Term(first, last, quote));
        }
    }

    /** An element's attributes are found by their names. */
    private List<Term> inOrder() {
        return terms.stream().sorted(Comparator.comparingInt(Term::start)).toList();
    }
}
