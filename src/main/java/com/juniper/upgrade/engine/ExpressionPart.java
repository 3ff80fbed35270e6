package com.juniper.upgrade.engine;

import java.util.List;

/**
 * A value or a sign of an expression.
 *
 * @param start where its text begins, behind the quote if it has one
 * @param end where it ends, with its quote or brackets
 * @param text what stands there; of brackets, the one that opens
 * @param elements what stands between its commas, if it is brackets
 */
record ExpressionPart(Kind kind, int start, int end, String text, List<Expression> elements) {

    enum Kind {
        TEXT,
        NAME,
        NUMBER,
        WORD,
        SIGN,
        BRACKETS
    }

    boolean isText() {
        return kind == Kind.TEXT;
    }

    boolean opens(char bracket) {
        return kind == Kind.BRACKETS && text.charAt(0) == bracket;
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** {@return whether it is a value, and no sign or word between values} */
    boolean isValue() {
        return kind != Kind.SIGN && kind != Kind.WORD;
    }
}
