package com.juniper.upgrade.databases;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Holds a copy within bounds, from outside, while a stranger's dump is restored into it. The limits of its role do not: what
 * the dump brings runs as that role and can switch them off, and pg_restore itself does so.
 */
@Component
public class CopyBounds {

    private static final Logger log = LoggerFactory.getLogger(CopyBounds.class);
    private static final Duration LOOKS = Duration.ofSeconds(1);

    /** A cluster that does not answer holds up one of them. */
    private static final int THREADS = 4;

    /** A disk that is fuller than this is left to those that are at work on it already. */
    private static final long LEAST_FREE = 2L << 30;

    /** How often in a row a server may refuse to say how large a database is. */
    private static final int MOST_REFUSALS = 5;

    /** The SQL states of what a server refuses, or does not understand; the others come from one that is not well. */
    private static final String REFUSED = "42";

    private final Workshop workshop;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(THREADS, work -> {
        var thread = new Thread(work, "copy-bounds");
        thread.setDaemon(true);
        return thread;
    });

    CopyBounds(Workshop workshop) {
        this.workshop = workshop;
    }

    /**
     * What a copy may take.
     *
     * @param bytes how large the database may become
     * @param time how long the work may take
     */
    public record Bounds(long bytes, Duration time) {}

    /** Work on a copy. */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        void run() throws E;
    }

    /**
     * Does work; where it breaks a bound, the sessions of the copy's role are ended until it gives up.
     *
     * @param name the role's
     * @throws CopyBoundsException if it broke a bound; what the work itself threw then is dropped
     */
    public <E extends Exception> void hold(String name, Bounds bounds, Work<E> work) throws E {
        var broken = new AtomicReference<@Nullable String>();
        var refusals = new AtomicInteger();
        long begin = System.nanoTime();
        var looks = timer.scheduleWithFixedDelay(
                () -> look(name, bounds, begin, broken, refusals),
                LOOKS.toMillis(),
                LOOKS.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            work.run();
        } catch (RuntimeException e) {
            if (broken.get() == null) {
                throw e;
            }
            log.info("What is restored into {} was stopped", name, e);
        } finally {
            looks.cancel(false);
        }
        var reason = broken.get();
        if (reason != null) {
            throw new CopyBoundsException(reason);
        }
    }

    private void look(
            String name, Bounds bounds, long begin, AtomicReference<@Nullable String> broken, AtomicInteger refusals) {
        try {
            var reason = broken.get() == null ? broken(name, bounds, begin) : broken.get();
            refusals.set(0);
            if (reason != null) {
                broken.set(reason);
                workshop.endSessions(name);
            }
        } catch (RuntimeException e) {
            log.warn("Cannot look how large {} is", name, e); // the next look may
            if (isRefused(e) && refusals.incrementAndGet() >= MOST_REFUSALS) {
                broken.compareAndSet(null, "nobody can see how large the database that it makes becomes");
            }
        }
    }

    /** A dump's code can keep others from measuring its database, but not make the server vanish. */
    private static boolean isRefused(RuntimeException failure) {
        return failure.getCause() instanceof SQLException e
                && String.valueOf(e.getSQLState()).startsWith(REFUSED);
    }

    private @Nullable String broken(String name, Bounds bounds, long begin) {
        if (System.nanoTime() - begin > bounds.time().toNanos()) {
            return "it takes longer than %,d s, which only what is made to last does"
                    .formatted(bounds.time().toSeconds());
        }
        if (workshop.freeBytes(name).orElse(Long.MAX_VALUE) < LEAST_FREE) {
            return "disk full: less than %,d bytes are left on the platform's".formatted(LEAST_FREE);
        }
        return workshop.bytes(name) > bounds.bytes()
                ? "the database that it makes has more than %,d bytes, which is far too many for its size"
                        .formatted(bounds.bytes())
                : null;
    }
}
