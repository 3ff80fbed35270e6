package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.engine.UpgradeListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what a request does into its steps and its log, at once and in transactions of their own, for all to see. */
@Component
public class RequestProgress {

    /** The hop under which steps stand that belong to no hop. */
    public static final String NO_HOP = "";

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final JdbcClient jdbc;
    private final UpgradeRequests requests;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;

    RequestProgress(
            JdbcClient jdbc, UpgradeRequests requests, PlatformTransactionManager manager, MeterRegistry meters) {
        this.meters = meters;
        this.jdbc = jdbc;
        this.requests = requests;
        this.transactions = new TransactionTemplate(manager);
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** {@return a listener that writes for one request} */
    public UpgradeListener of(UUID request) {
        return new Writer(request);
    }

    /** Does something in a transaction of its own, so that it is seen at once. */
    void own(Runnable work) {
        transactions.executeWithoutResult(status -> work.run());
    }

    /** Moves a request on, for all to see; what stopped it before is over. */
    void move(UUID request, RequestState state) {
        own(() -> requests.move(request, state));
    }

    /** {@return whether a step that belongs to no hop is complete} */
    boolean isDone(UUID request, String name) {
        return requests.steps(request).stream().anyMatch(step -> step.name().equals(name) && step.isDone());
    }

    /** Runs a piece of work as a step; one that throws stays incomplete. */
    public <T extends @Nullable Object> T step(UUID request, String name, String title, Supplier<T> work) {
        var listener = of(request);
        listener.stepStarted(NO_HOP, name, title);
        long start = System.nanoTime();
        var result = work.get();
        listener.stepEnded(
                NO_HOP, name, result instanceof Long rows ? rows : 0, Duration.ofNanos(System.nanoTime() - start));
        return result;
    }

    private final class Writer implements UpgradeListener {

        private final UUID request;
        private long lastWrite;

        Writer(UUID request) {
            this.request = request;
        }

        @Override
        public void stepStarted(String hop, String step, String title) {
            write("""
                    insert into upgrade.request_step (request_id, hop, name, title) values (?, ?, ?, ?)
                    on conflict (request_id, hop, name) do update set started = now(), millis = null, rows = 0""", request, hop, step, title);
            write("update upgrade.request set stuck = false where id = ? and stuck", request);
            log(hop.isEmpty() ? title : hop + " " + title);
        }

        @Override
        public void stepProgressed(String hop, String step, long rows, long total) {
            long now = System.nanoTime();
            if (now - lastWrite > PAUSE.toNanos()) {
                lastWrite = now;
                write(
                        "update upgrade.request_step set rows = ?, total = ? where request_id = ? and hop = ? and name = ?",
                        rows,
                        total,
                        request,
                        hop,
                        step);
            }
        }

        @Override
        public void stepEnded(String hop, String step, long rows, Duration time) {
            int ended = write(
                    "update upgrade.request_step set rows = ?, millis = ? where request_id = ? and hop = ? and name = ? and millis is null",
                    rows,
                    time.toMillis(),
                    request,
                    hop,
                    step);
            if (ended > 0) { // one that a dead run had done is told again
                Timer.builder("juniper.step")
                        .tag("hop", hop)
                        .tag("step", kind(step))
                        .register(meters)
                        .record(time);
            }
        }

        /** There are few kinds of steps, and many scripts: {@code pre:sale/pre-10-names.sql}. */
        private static String kind(String step) {
            int script = step.indexOf(':');
            return script < 0 ? step : step.substring(0, script) + " scripts";
        }

        @Override
        public void log(String line) {
            write("insert into upgrade.request_log (request_id, line) values (?, ?)", request, line);
        }

        private int write(String sql, Object... parameters) {
            return Objects.requireNonNull(transactions.execute(
                    status -> jdbc.sql(sql).params(parameters).update()));
        }
    }
}
