package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.engine.EngineException;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Releases;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how far a request is and how long it still takes: from what the newest deliveries took for each MB. */
@Component
public class Forecast {

    /** What a phase takes where nothing was delivered yet: milliseconds, and milliseconds for each MB of the upload. */
    private enum Phase {
        RESTORE(1_500, 300),
        HOP(4_500, 200),
        FINISH(500, 50),
        NEUTRALIZE(200, 5),
        VERIFY(200, 5),
        PACK(1_500, 400);

        private final double fixed;
        private final double perMegabyte;

        Phase(double fixed, double perMegabyte) {
            this.fixed = fixed;
            this.perMegabyte = perMegabyte;
        }

        double expected(double megabytes) {
            return fixed + perMegabyte * megabytes;
        }

        String step() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final double MEGABYTE = 1 << 20;
    private static final int STEPS_OF_A_HOP = 18;
    private static final double NEARLY = 0.97;

    private final JdbcClient jdbc;
    private final Releases releases;
    private final Clock clock = Clock.systemUTC();

    Forecast(JdbcClient jdbc, Releases releases) {
        this.jdbc = jdbc;
        this.releases = releases;
    }

    /**
     * How far a request is.
     *
     * @param progress 0 to 1
     * @param rest until its end; null while it waits for somebody
     */
    public record Outlook(double progress, @Nullable Duration rest) {}

    /** {@return the outlook of a request with these steps} */
    public Outlook of(UpgradeRequest request, List<RequestStep> steps) {
        return switch (request.state()) {
            case DELIVERED -> new Outlook(1, Duration.ZERO);
            case REFUSED, FAILED, CANCELLED -> new Outlook(1, null);
            case SUBMITTED, QUEUED -> new Outlook(0, null);
            case WAITING_FOR_MODULES -> new Outlook(running(request, steps).progress(), null);
            case RUNNING -> running(request, steps);
        };
    }

    private Outlook running(UpgradeRequest request, List<RequestStep> steps) {
        double megabytes = request.uploadBytes() / MEGABYTE;
        double speed = speed(megabytes, steps);
        int hops = hops(request);
        double total = 0;
        double done = 0;
        for (Phase phase : phases(request)) {
            double expected = phase.expected(megabytes) * speed;
            double times = phase == Phase.HOP ? hops : 1;
            total += expected * times;
            done += expected * Math.min(times, doneOf(phase, steps));
        }
        var rest = Duration.ofMillis(Math.max(500, Math.round(total - done - running(steps))));
        return new Outlook(Math.min(NEARLY, done / total), rest);
    }

    /** Production is not neutralized (R69). */
    private static Set<Phase> phases(UpgradeRequest request) {
        return request.isForProduction()
                ? EnumSet.complementOf(EnumSet.of(Phase.NEUTRALIZE, Phase.VERIFY))
                : EnumSet.allOf(Phase.class);
    }

    /** The milliseconds that the step under way has run. */
    private double running(List<RequestStep> steps) {
        return steps.stream()
                .filter(step -> !step.isDone())
                .mapToDouble(step -> Math.min(
                        1_000, Duration.between(step.started(), clock.instant()).toMillis()))
                .sum();
    }

    private static double doneOf(Phase phase, List<RequestStep> steps) {
        if (phase != Phase.HOP) {
            return steps.stream().anyMatch(step -> step.name().equals(phase.step()) && step.isDone()) ? 1 : 0;
        }
        Map<String, Integer> stepsByHop = new LinkedHashMap<>();
        boolean afterHops = steps.stream().anyMatch(step -> step.name().equals(Phase.FINISH.step()));
        steps.stream()
                .filter(step -> !step.hop().isEmpty() && step.isDone())
                .forEach(step -> stepsByHop.merge(step.hop(), 1, Integer::sum));
        double done = 0;
        int hop = 0;
        for (int count : stepsByHop.values()) {
            boolean last = ++hop == stepsByHop.size();
            done += last && !afterHops ? Math.min(NEARLY, (double) count / STEPS_OF_A_HOP) : 1;
        }
        return done;
    }

    private int hops(UpgradeRequest request) {
        if (request.line() == null || request.sourceVersion() == null) {
            return 1;
        }
        try {
            return releases.catalogs(request.line())
                    .hops(Version.parse(request.sourceVersion()), Version.parse(request.targetVersion()))
                    .size();
        } catch (EngineException e) {
            return 1; // about to be refused
        }
    }

    /**
     * How much slower or faster this machine is than the expectations say now: by its newest deliveries, and the more by
     * this very run the further that is.
     */
    private double speed(double megabytes, List<RequestStep> steps) {
        double expected = 0;
        double all = 0;
        for (Phase phase : Phase.values()) {
            expected += phase.expected(megabytes) * doneOf(phase, steps);
            all += phase.expected(megabytes);
        }
        double weight = Math.min(1, expected / all);
        return expected == 0 ? speed() : weight * taken(steps) / expected + (1 - weight) * speed();
    }

    private static double taken(List<RequestStep> steps) {
        return steps.stream()
                .mapToLong(step -> Objects.requireNonNullElse(step.millis(), 0L))
                .sum();
    }

    /** How much slower or faster this machine is than the expectations say, by its newest deliveries. */
    private double speed() {
        var newest = jdbc.sql("""
                        select upload_bytes, coalesce(cardinality(array(
                                 select distinct hop from upgrade.request_step s where s.request_id = r.id and hop <> '')), 0) as hops,
                               (select coalesce(sum(millis), 0) from upgrade.request_step s where s.request_id = r.id) as millis
                        from upgrade.request r where state = 'DELIVERED' order by ended desc limit 20""")
                .query((row, number) -> new Delivery(row.getLong(1), row.getInt(2), row.getLong(3)))
                .list();
        double expected = newest.stream().mapToDouble(Delivery::expected).sum();
        double taken = newest.stream().mapToDouble(Delivery::millis).sum();
        return expected == 0 ? 1 : taken / expected;
    }

    private record Delivery(long bytes, int hops, long millis) {

        double expected() {
            double sum = 0;
            for (Phase phase : Phase.values()) {
                sum += phase.expected(bytes / MEGABYTE) * (phase == Phase.HOP ? hops : 1);
            }
            return sum;
        }
    }
}
