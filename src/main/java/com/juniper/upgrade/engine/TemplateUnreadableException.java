package com.juniper.upgrade.engine;

/** Says what of a template has no counterpart in the next version's language. */
final class TemplateUnreadableException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    TemplateUnreadableException(String reason) {
        super(reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason);
    }

    /** {@return the reason}, which is never absent. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
