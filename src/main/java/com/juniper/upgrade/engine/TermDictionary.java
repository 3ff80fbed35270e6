package com.juniper.upgrade.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Translations of terms: of pieces of text, which may hold inline markup, and of attributes, which are plain. */
final class TermDictionary {

    /** In these, two spellings of one term differ. */
    private static final Pattern SPELLINGS = Pattern.compile("&nbsp;|&#160;|&#x[aA]0;|(?i:<br ?/?>)|\r\n");

    private final @Nullable ViewXml xml;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> attributes = new HashMap<>();

    /** Makes a dictionary for texts of HTML. */
    TermDictionary() {
        this(null);
    }

    /**
     * Makes a dictionary.
     *
     * @param xml parses the texts it is for, or null if these need not be well-formed
     */
    TermDictionary(@Nullable ViewXml xml) {
        this.xml = xml;
    }

    /** Adds what a translator wrote for a term, unless it would break the text that it is put into. */
    void add(String term, String translation) {
        var key = Entities.strip(term);
        var value = Entities.strip(translation);
        if (isSound(Entities.attribute(value, '"'))) {
            putAttribute(key, value);
        }
        var text = xml == null ? value : Entities.known(value);
        if (MarkupTerms.isOneTerm(text) && isSound(text)) {
            putText(key, text);
        }
    }

    private boolean isSound(String markup) {
        return xml == null || xml.isWellFormed("<t>" + markup + "</t>");
    }

    void putText(String term, String translation) {
        texts.put(key(term), translation);
    }

    void putAttribute(String term, String translation) {
        attributes.put(term, translation);
    }

    @Nullable
    String text(String term) {
        var key = key(term);
        var found = texts.get(key);
        return found != null || !isPlain(key) ? found : plain(attributes.get(key));
    }

    @Nullable
    String attribute(String term) {
        var found = attributes.get(term);
        return found != null || !isPlain(term) ? found : plain(texts.get(term));
    }

    private static @Nullable String plain(@Nullable String text) {
        return text != null && isPlain(text) ? text : null;
    }

    private static boolean isPlain(String text) {
        return text.indexOf('&') < 0 && text.indexOf('<') < 0;
    }

    private static String key(String term) {
        return SPELLINGS.matcher(term).replaceAll(found -> switch (found.group().charAt(0)) {
            case '<' -> "<br/>";
            case '&' -> "\u00a0";
            default -> "\n";
        });
    }
}
