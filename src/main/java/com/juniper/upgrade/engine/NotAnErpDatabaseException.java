package com.juniper.upgrade.engine;

/** The database is not one of the ERP's: it lacks what every one of them has (R8). */
public class NotAnErpDatabaseException extends EngineException {

    NotAnErpDatabaseException(String reason) {
        super("This is not a Juniper database: " + reason);
    }
}
