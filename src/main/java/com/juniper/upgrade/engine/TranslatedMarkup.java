package com.juniper.upgrade.engine;

import org.jspecify.annotations.Nullable;

/** Carries the translated terms of a text of views, pages and bodies over to its next version, as the ERP does. */
public final class TranslatedMarkup {

    private TranslatedMarkup() {}

    /**
     * {@return the next text with the terms that were translated before, or null if the translation was of another text}
     *
     * @param old the English text before
     * @param translated the other language's before
     * @param next the English text now
     */
    public static @Nullable String carry(String old, String translated, String next) {
        var before = MarkupTerms.of(old);
        var other = MarkupTerms.of(translated);
        if (before == null || other == null) {
            return null;
        }
        var dictionary = before.dictionary(other);
        return dictionary == null ? null : MarkupTerms.ofAny(next).translated(dictionary);
    }
}
