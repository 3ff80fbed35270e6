package com.juniper.upgrade.databases;

import java.sql.SQLException;

/** A cluster did not do what it was asked; it may the next time. */
public class ClusterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClusterException(String message, SQLException cause) {
        super(message, cause);
    }
}
