package com.juniper.upgrade.artifacts;

/** A dump cannot or must not be restored; the message, whole sentences, says why and what helps. */
public class DumpRefusedException extends RuntimeException {

    public DumpRefusedException(String message) {
        super(message);
    }

    public DumpRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
