package com.juniper.upgrade.explorer;

/** A database has no such model, record or channel, or none that may be shown. */
public class NotThereException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotThereException(String message) {
        super(message);
    }
}
