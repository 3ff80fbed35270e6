package com.juniper.upgrade.privacy;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.Retained;
import com.juniper.upgrade.audit.AuditLog;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Deletes each kind of data when its time is over, and writes into the audit log what was deleted (R30, R31, decision 7). */
@Service
public class RetentionSchedule {

    private static final Logger log = LoggerFactory.getLogger(RetentionSchedule.class);

    private final ObjectProvider<Retained> kinds;
    private final AuditLog audit;

    RetentionSchedule(ObjectProvider<Retained> kinds, AuditLog audit) {
        this.kinds = kinds;
        this.audit = audit;
    }

    /** A kind of data for people; the parts are those of {@link Retained}. */
    public record Kept(String kind, String what, @Nullable Duration kept, String setting) {

        /** {@return how long, for people} */
        public String time() {
            return kept == null ? "until its date" : kept.toDays() == 1 ? "1 day" : kept.toDays() + " days";
        }
    }

    /** {@return every kind, by name} */
    public List<Kept> all() {
        return kinds.stream()
                .map(kind -> new Kept(kind.kind(), kind.what(), kind.kept(), kind.setting()))
                .sorted(Comparator.comparing(Kept::kind))
                .toList();
    }

    /** Deletes all that is over; what fails is tried again in an hour. */
    @Scheduled(initialDelay = 2, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    public void purge() {
        var now = Instant.now();
        kinds.forEach(kind -> {
            try {
                long deleted = kind.purge().until(now);
                if (deleted > 0) {
                    audit.write("PURGED", "RETENTION", kind.kind(), Long.toString(deleted));
                    log.info("{}: {} whose time was over", kind.kind(), deleted);
                }
            } catch (IOException | RuntimeException e) {
                log.warn("{} are deleted later: {}", kind.kind(), e.toString());
            }
        });
    }

    /** The kinds that are of no other module. */
    @Configuration
    static class Kinds {

        private final JdbcClient jdbc;
        private final JuniperProperties.Retention settings;

        Kinds(JdbcClient jdbc, JuniperProperties properties) {
            this.jdbc = jdbc;
            this.settings = properties.retention();
        }

        @Bean
        Retained retainedMails() {
            return kind(
                    "MAILS",
                    "Mails that were sent, or could not be; from the day they were written",
                    settings.mails(),
                    "juniper.retention.mails",
                    "delete from upgrade.mail where created < ?");
        }

        @Bean
        Retained retainedLogs() {
            return kind(
                    "REQUEST_LOGS",
                    "Lines of requests' logs; from the request's end",
                    settings.logs(),
                    "juniper.retention.logs",
                    "delete from upgrade.request_log l using upgrade.request r where r.id = l.request_id and r.ended < ?");
        }

        @Bean
        Retained retainedAudit(AuditLog audit) {
            return new Retained(
                    "AUDIT",
                    "The audit log; from the day a row was written",
                    settings.audit(),
                    "juniper.retention.audit",
                    now -> audit.purge(now.minus(settings.audit())));
        }

        private Retained kind(String kind, String what, Duration kept, String setting, String statement) {
            return new Retained(kind, what, kept, setting, now -> jdbc.sql(statement)
                    .param(Timestamp.from(now.minus(kept)))
                    .update());
        }
    }
}
