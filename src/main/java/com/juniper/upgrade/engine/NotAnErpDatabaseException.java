package com.juniper.upgrade.engine;

/** The database is not one of the ERP's: it lacks what every one of them has (R8). */
public class NotAnErpDatabaseException extends EngineException {

    private final String reason;

    NotAnErpDatabaseException(String reason) {
        super("This is not a Juniper database: " + reason);
        this.reason = reason;
    }

    /** {@return what it lacks, as the end of a sentence} */
    public String reason() {
        return reason;
    }
}
