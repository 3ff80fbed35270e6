package com.juniper.upgrade.watching;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.watching.Status.Part;
import com.juniper.upgrade.watching.Status.Service;
import com.juniper.upgrade.watching.Status.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Remembers how the platform was when it was looked at last: to ask it asks nothing else, and so cannot hang. */
@Component
public class StatusBoard {

    private static final Duration SLOW_ANSWER = Duration.ofSeconds(2);
    private static final Duration SLOW_JOBS = Duration.ofMinutes(1);
    private static final Duration NO_JOBS = Duration.ofMinutes(10);
    private static final Duration SLOW_MAILS = Duration.ofMinutes(15);
    private static final Duration NO_MAILS = Duration.ofHours(2);
    private static final Duration BLIND = Duration.ofMinutes(2);

    private static final Verdict FINE = new Verdict(State.WORKING, null);
    private static final Verdict AWAY = new Verdict(State.NOT_WORKING, "The platform's database does not answer.");

    private static final Verdict FILES_AWAY = new Verdict(
            State.NOT_WORKING,
            "Some results and reports cannot be downloaded at the moment; none is lost, and upgrades go on.");

    private final StatusProperties settings;
    private final Path home;
    private final Map<Service, Part> parts = new EnumMap<>(Service.class);
    private Instant looked = Instant.now();

    StatusBoard(StatusProperties settings, JuniperProperties properties) {
        this.settings = settings;
        this.home = properties.home();
        Arrays.stream(Service.values()).forEach(service -> put(service, FINE, looked));
    }

    private record Verdict(State state, @Nullable String note) {}

    /** {@return how the platform is} */
    public synchronized Status status() {
        if (looked.isBefore(Instant.now().minus(BLIND))) {
            Arrays.stream(Service.values())
                    .forEach(service -> put(
                            service, new Verdict(State.NOT_WORKING, "The platform does not look any more."), looked));
        }
        var maintenance = settings.maintenance();
        return new Status(
                parts.values().stream()
                        .map(Part::state)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                looked,
                maintenance == null || maintenance.isBlank() ? null : maintenance,
                List.copyOf(parts.values()));
    }

    /**
     * Takes in what was seen.
     *
     * @param figures what the platform's database says of it; null where it does not answer
     * @param answer how long that took
     * @param clustersAway how many of the other PostgreSQL servers do not answer
     * @param filesAnswer whether results and reports can be kept and read
     * @param sendsMails whether there is a mail server
     */
    synchronized void saw(
            @Nullable List<Figure> figures,
            Duration answer,
            long clustersAway,
            boolean filesAnswer,
            boolean sendsMails) {
        looked = Instant.now();
        if (figures == null) {
            Arrays.stream(Service.values()).forEach(service -> put(service, AWAY, looked));
            return;
        }
        put(Service.DATABASES, databases(answer, clustersAway), looked);
        put(Service.INTAKE, intake(), looked);
        put(Service.UPGRADES, upgrades(figures), looked);
        put(Service.RESULTS, filesAnswer ? FINE : FILES_AWAY, looked);
        put(Service.MAILS, sendsMails ? mails(figures) : FINE, looked);
        put(Service.GIT, git(), looked);
    }

    private void put(Service service, Verdict verdict, Instant now) {
        var before = parts.get(service);
        parts.put(
                service,
                new Part(
                        service,
                        service.label(),
                        verdict.state(),
                        before != null && before.state() == verdict.state() ? before.since() : now,
                        verdict.note()));
    }

    private static Verdict databases(Duration answer, long clustersAway) {
        if (clustersAway > 0) {
            return new Verdict(State.NOT_WORKING, "Some database servers do not answer.");
        }
        return answer.compareTo(SLOW_ANSWER) > 0 ? new Verdict(State.SLOW, "The database answers slowly.") : FINE;
    }

    private Verdict intake() {
        return home.toFile().getUsableSpace() < settings.leastDisk().toBytes()
                ? new Verdict(State.NOT_WORKING, "There is no room for uploads at the moment.")
                : FINE;
    }

    private Verdict upgrades(List<Figure> figures) {
        var jobs = longest(figures, "jobs.waiting.oldest", "");
        var turn = longest(figures, "requests.oldest", "QUEUED");
        if (jobs.compareTo(NO_JOBS) > 0) {
            return new Verdict(State.NOT_WORKING, "Nothing is worked on at the moment; no request is lost.");
        }
        return jobs.compareTo(SLOW_JOBS) > 0 || turn.compareTo(settings.slowTurn()) > 0
                ? new Verdict(State.SLOW, "Requests wait longer than usual for their turn.")
                : FINE;
    }

    private static Verdict mails(List<Figure> figures) {
        var oldest = longest(figures, "outbox.oldest", "");
        var note = "Mails come late; each is kept until it is sent.";
        return oldest.compareTo(NO_MAILS) > 0
                ? new Verdict(State.NOT_WORKING, note)
                : oldest.compareTo(SLOW_MAILS) > 0 ? new Verdict(State.SLOW, note) : FINE;
    }

    private Verdict git() {
        try {
            return Files.isWritable(Files.createDirectories(home.resolve("projects")))
                    ? FINE
                    : new Verdict(State.NOT_WORKING, "Nothing can be pushed at the moment.");
        } catch (IOException e) {
            return new Verdict(State.NOT_WORKING, "The repositories cannot be read at the moment.");
        }
    }

    /** Of what customers wait for; trials of rolling releases wait as long as they like. */
    private static Duration longest(List<Figure> figures, String name, String first) {
        return Duration.ofMillis((long) (1000
                * figures.stream()
                        .filter(figure ->
                                figure.name().equals(name) && figure.first().equals(first))
                        .filter(figure -> !figure.second().equals("TRIAL"))
                        .mapToDouble(Figure::value)
                        .max()
                        .orElse(0)));
    }
}
