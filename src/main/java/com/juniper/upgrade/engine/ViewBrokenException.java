package com.juniper.upgrade.engine;

/** Says why a view does not fit: what it looks for and does not find. */
final class ViewBrokenException extends Exception {

    private static final long serialVersionUID = 1L;

    ViewBrokenException(String reason) {
        super(reason);
    }

    /** {@return the reason}, which is never absent. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
