package com.juniper.upgrade.upgrades;

/** What is asked for does not fit what is going on with a database. */
public class DatabaseInUseException extends RuntimeException {

    public DatabaseInUseException(String message) {
        super(message);
    }
}
