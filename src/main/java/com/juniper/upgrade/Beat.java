package com.juniper.upgrade;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again with a thread of its own: what must not stand behind the platform's scheduled work, which
 * waits for databases. A failure is logged and does not end it.
 */
public final class Beat implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Beat.class);

    private final String name;
    private final ScheduledExecutorService thread;

    /**
     * Begins: the first time is now, and each further one a while after the end of the one before.
     *
     * @param name what the thread and the log call it
     */
    public Beat(String name, Duration pause, Runnable work) {
        this.name = name;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
        var scheduled = thread.scheduleWithFixedDelay(() -> safely(work), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        log.debug("{} every {}: {}", name, pause, scheduled);
    }

    /** A periodic task that throws is never run again, also where memory runs short: others would take over what a node does. */
    private void safely(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            if (!thread.isShutdown()) {
                log.error("{} failed, and is tried again", name, e);
            }
        }
    }

    /** Ends it, and interrupts what it does now. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
