package com.juniper.upgrade.engine;

/** What happens to a run, once in a step. */
enum Fault {
    /** The process dies when the step begins, which is right after the one before was committed. */
    DEATH_AT_START,
    /** The session dies in the commit: all is done, all is lost. */
    SESSION_ENDS_IN_THE_COMMIT,
    /** Every session of the run is ended when the step's work is done and is about to be recorded. */
    SESSIONS_END_AT_THE_RECORD,
    /** Every session of the run is ended while the step waits to write into one of the customer's tables. */
    SESSIONS_END_IN_A_STATEMENT,
    /** A statement is cancelled, as by the statement timeout. */
    STATEMENT_CANCELLED,
    /** Somebody else holds a lock for too long. */
    LOCK_TIMEOUT;

    String in(String step) {
        return this + " in " + step;
    }
}
