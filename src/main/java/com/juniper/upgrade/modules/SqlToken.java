package com.juniper.upgrade.modules;

/**
 * A part of a SQL statement that is neither blank nor comment.
 *
 * @param text of a word in small letters; of a text or name without its quotes
 */
record SqlToken(Kind kind, String text, int line, int start) {

    enum Kind {
        WORD,
        NAME,
        TEXT,
        /** A text in dollar quotes. */
        BODY,
        SIGN
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    boolean isText() {
        return kind == Kind.TEXT || kind == Kind.BODY;
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(word);
    }
}
