package com.juniper.upgrade.modules;

import com.juniper.upgrade.engine.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends an update from outside when its time is over, whatever its scripts have set: it cancels the statement, and ends
 * the session of one that does not listen.
 */
final class Deadline implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final DatabaseAddress database;
    private final Connection connection;
    private final int process;
    private final Duration longest;
    private final long begin = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "module-update-deadline");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts the time.
     *
     * @param process the number of the session's process at the server
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    Deadline(DatabaseAddress database, Connection connection, int process, Duration longest) {
        this.database = database;
        this.connection = connection;
        this.process = process;
        this.longest = longest;
        clock.schedule(() -> end("pg_cancel_backend"), longest.toMillis(), TimeUnit.MILLISECONDS);
        clock.schedule(() -> end("pg_terminate_backend"), longest.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void end(String how) {
        try (Connection other = database.connect();
                var statement = other.prepareStatement("select %s(?)".formatted(how))) {
            statement.setInt(1, process);
            statement.execute();
        } catch (SQLException e) {
            abort();
        }
    }

    /** The server rolls back when it notices. */
    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // it is gone already
        }
    }

    boolean isOver() {
        return System.nanoTime() - begin >= longest.toNanos();
    }

    /** Fails if the time is over. */
    void check() {
        if (isOver()) {
            throw new ModuleUpdateFailedException(null, null, told(), null);
        }
    }

    String told() {
        return "the update takes longer than %s and was ended".formatted(words(longest));
    }

    private static String words(Duration duration) {
        return duration.toSeconds() % 60 == 0 && !duration.isZero()
                ? duration.toMinutes() + " min"
                : duration.toMillis() < 1000 ? duration.toMillis() + " ms" : duration.toSeconds() + " s";
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
