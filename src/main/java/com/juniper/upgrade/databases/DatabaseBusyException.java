package com.juniper.upgrade.databases;

/** A hosted database cannot be closed for an upgrade, because others have closed or replaced it. */
public class DatabaseBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseBusyException(String message) {
        super(message);
    }
}
