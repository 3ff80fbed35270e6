package com.juniper.upgrade.engine;

import org.jspecify.annotations.Nullable;

/** Tells what the engine could not do, with which database or release, why, and what helps. */
public class EngineException extends RuntimeException {

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
