package com.juniper.upgrade;

import org.jspecify.annotations.Nullable;

/** A reason not to start that whoever started the platform can mend; its message is all that they are shown. */
public final class StartRefusedException extends RuntimeException {

    public StartRefusedException(String message) {
        this(message, null);
    }

    public StartRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
