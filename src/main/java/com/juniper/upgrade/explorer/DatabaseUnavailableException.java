package com.juniper.upgrade.explorer;

/** A hosted database cannot be read now: it is closed, its server does not answer, or the answer takes too long. */
public class DatabaseUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailableException(String message, Exception cause) {
        super(message, cause);
    }
}
