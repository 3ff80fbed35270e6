package com.juniper.upgrade.tasks;

import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.notifications.Mail;
import com.juniper.upgrade.notifications.Mail.Topic;
import com.juniper.upgrade.notifications.Outbox;
import com.juniper.upgrade.notifications.ZonedTimes;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.tasks.TaskFilter.View;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells each analyst once a day what waits for him; nobody whom nothing waits for. */
@Component
public class TaskDigest {

    /** How long after its hour a digest is still worth reading, where no node ran at that hour. */
    private static final Duration LATE = Duration.ofHours(4);

    private static final int LONGEST = 10;

    private final HumanTasks tasks;
    private final People people;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final LocalTime at;
    private final ZoneId zone;
    private final String publicUrl;

    TaskDigest(
            HumanTasks tasks,
            People people,
            Outbox outbox,
            JdbcClient jdbc,
            @Value("${juniper.digest.at}") LocalTime at,
            @Value("${juniper.digest.zone}") ZoneId zone,
            @Value("${juniper.public-url}") String publicUrl) {
        this.tasks = tasks;
        this.people = people;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.at = at;
        this.zone = zone;
        this.publicUrl = publicUrl;
    }

    @Transactional
    @Scheduled(initialDelay = 1, fixedDelay = 5, timeUnit = TimeUnit.MINUTES)
    void sendWhenDue() {
        sendAt(Instant.now());
    }

    /** Sends the digests of a day if it is their hour; each of them once, whichever node comes first. */
    @Transactional
    public void sendAt(Instant now) {
        var day = now.atZone(zone).toLocalDate();
        var due = day.atTime(at).atZone(zone).toInstant();
        if (!now.isBefore(due) && now.isBefore(due.plus(LATE))) {
            people.with(Role.ANALYST).stream()
                    .filter(analyst -> isFirst(day, analyst))
                    .forEach(this::send);
        }
    }

    private boolean isFirst(LocalDate day, Person analyst) {
        return jdbc.sql("insert into upgrade.task_digest (day, login) values (?, ?) on conflict do nothing")
                        .params(day, analyst.login())
                        .update()
                > 0;
    }

    private void send(Person analyst) {
        var caller = new Caller(analyst.login(), analyst);
        var all = tasks.list(TaskFilter.of(View.ALL), caller);
        long open = all.counts().getOrDefault(View.ALL, 0L);
        if (open == 0) {
            return;
        }
        var lists = Stream.of(View.OVERDUE, View.MINE, View.GROUP)
                .map(view -> section(view, tasks.list(TaskFilter.of(view), caller)))
                .filter(section -> !section.isEmpty())
                .collect(Collectors.joining("\n"));
        outbox.put(Mail.to(
                        analyst.email(),
                        analyst.login(),
                        "Tasks of today: %d open, %d overdue"
                                .formatted(open, all.counts().getOrDefault(View.OVERDUE, 0L)),
                        """
                        Good morning %s,

                        %s
                        All of them: %s/tasks
                        """.formatted(analyst.firstName(), lists, publicUrl))
                .optional(Topic.DIGEST));
    }

    private String section(View view, TaskPage page) {
        if (page.tasks().isEmpty()) {
            return "";
        }
        long more = page.counts().getOrDefault(view, 0L) - LONGEST;
        return "%s:\n%s%s\n"
                .formatted(
                        title(view),
                        page.tasks().stream().limit(LONGEST).map(this::line).collect(Collectors.joining()),
                        more > 0 ? "- and %d more: %s/tasks?view=%s\n".formatted(more, publicUrl, view) : "");
    }

    private static String title(View view) {
        return switch (view) {
            case OVERDUE -> "Overdue";
            case MINE -> "Yours";
            case GROUP -> "Nobody has taken yet";
            case ALL -> "All";
        };
    }

    private String line(HumanTask task) {
        var due = task.due();
        return Stream.of(
                        task.name(),
                        task.number(),
                        task.database(),
                        due == null ? null : "due " + ZonedTimes.words(due, zone),
                        "%s/tasks/%s".formatted(publicUrl, task.id()))
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(", ", "- ", "\n"));
    }
}
