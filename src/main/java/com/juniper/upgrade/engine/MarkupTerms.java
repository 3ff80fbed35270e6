package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A text cut into the terms that the ERP translates: what stands between block tags, with the inline elements in it, and
 * the attributes that people read. Takes time by the text's length, whatever is in it.
 */
final class MarkupTerms {

    private static final Set<String> SKIPPED = Set.of("", "script", "style", "title");
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

    /** {@return the text's terms; where its tags are not closed as they are opened, what stands between block tags} */
    static MarkupTerms ofAny(String text) {
        var terms = of(text);
        return terms == null ? flat(text, name -> !MarkupElement.isInline(name)) : terms;
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

    /** {@return the text with the terms that the dictionary has replaced; those at its end stay if it grows too long} */
    String translated(TermDictionary dictionary) {
        var result = new StringBuilder();
        int done = 0;
        for (Term term : inOrder()) {
            if (result.length() > LanguageTexts.LONGEST) {
                break;
            }
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
        return Markup.TAG.matcher(raw).find() ? parts(raw).translated(dictionary) : raw;
    }

    /** Of a term that is not known, the attributes may be, and its words if they stand in one place. */
    private static MarkupTerms parts(String term) {
        var parts = flat(term, name -> true);
        if (parts.terms.stream().filter(part -> !part.isAttribute()).count() > 1) {
            parts.terms.removeIf(part -> !part.isAttribute());
        }
        return parts;
    }

    /** Cuts at the tags of some names, whether or not they are closed. */
    private static MarkupTerms flat(String text, Predicate<String> cuts) {
        var flat = new MarkupTerms(text);
        var tags = Markup.TAG.matcher(text);
        int done = 0;
        while (tags.find()) {
            var name = tags.group(2);
            if (name == null || cuts.test(name)) {
                flat.add(done, tags.start(), NO_QUOTE);
                done = tags.end();
                if (tags.group(4) != null) {
                    flat.addAttributes(name, Markup.attributes(tags.group(3), tags.start(3)));
                }
            }
        }
        flat.add(done, text.length(), NO_QUOTE);
        return flat;
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
            addAttributes(element.name(), element.attributes());
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
                || (element.name().equals("attribute")
                        && !TranslatedAttributes.contain(
                                element.attribute("name"), element.name(), element::attribute));
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

    private void addAttributes(String element, Map<String, Markup.Value> attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        new TreeMap<>(attributes).forEach((name, value) -> {
            if (TranslatedAttributes.contain(name, element, other -> raw(attributes.get(other)))
                    && add(value.start(), value.start() + value.raw().length(), text.charAt(value.start() - 1))) {
                shape.append(' ').append(name);
            }
        });
    }

    private static String raw(Markup.@Nullable Value value) {
        return value == null ? "" : value.raw().strip();
    }

    private boolean add(int start, int end, char quote) {
        int first = Entities.afterBlanks(text, start, end);
        return first < end && terms.add(new Term(first, Entities.beforeBlanks(text, first, end), quote));
    }

    /** An element's attributes are found by their names. */
    private List<Term> inOrder() {
        return terms.stream().sorted(Comparator.comparingInt(Term::start)).toList();
    }
}
