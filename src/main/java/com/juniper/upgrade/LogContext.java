package com.juniper.upgrade;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What each line of the log says it is about, in SLF4J's MDC. Values stay until whoever runs the thread (the job executor,
 * the servlet container) clears them, so that the line which tells of a failure has them too.
 */
public final class LogContext {

    /** The number of the case, {@code UPG-00042}. */
    public static final String UPGRADE = "upgrade";

    /** The id of the request. */
    public static final String REQUEST = "request";

    /** The build, {@code project/number}. */
    public static final String BUILD = "build";

    private LogContext() {}

    /** Sets a value for the lines that this thread logs from now on; null leaves it out. */
    public static void put(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }

    /** Begins something else. */
    public static void clear() {
        MDC.remove(UPGRADE);
        MDC.remove(REQUEST);
        MDC.remove(BUILD);
    }
}
