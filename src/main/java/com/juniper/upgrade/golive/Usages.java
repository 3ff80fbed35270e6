package com.juniper.upgrade.golive;

import com.juniper.upgrade.databases.ClusterException;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.golive.Usage.Hour;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps how much hosted databases are used; each is counted when somebody asks, once a day at most. */
@Repository
public class Usages {

    private static final Logger log = LoggerFactory.getLogger(Usages.class);

    private final JdbcClient jdbc;
    private final HostedDatabases databases;
    private final InstantSource clock;

    Usages(JdbcClient jdbc, HostedDatabases databases, InstantSource clock) {
        this.jdbc = jdbc;
        this.databases = databases;
        this.clock = clock;
    }

    /** {@return what is known of a database's use; empty where it could never be counted} */
    public Optional<Usage> of(HostedDatabase database) {
        if (isDue(database)) {
            count(database);
        }
        return find(database);
    }

    /** Claims the counting: of all who ask at the same time, one does it. */
    private boolean isDue(HostedDatabase database) {
        return jdbc.sql("""
                        insert into upgrade.usage_count as known (database_id, asked) values (:id, now())
                        on conflict (database_id) do update set asked = now() where known.asked < now() - interval '1 day'""").param("id", database.id()).update() > 0;
    }

    private void count(HostedDatabase database) {
        var now = clock.instant();
        try {
            keep(database, UsageReader.read(databases.reader(database), now.minus(UsageReader.span()), now));
        } catch (SQLException | ClusterException e) {
            log.warn("The use of {} on {} is not counted: {}", database.name(), database.cluster(), e.getMessage());
            jdbc.sql("update upgrade.usage_count set problem = ? where database_id = ?")
                    .params("The platform could not look into the database; it tries again after a day.", database.id())
                    .update();
        }
    }

    private void keep(HostedDatabase database, Usage usage) {
        jdbc.sql("""
                        with counts as (update upgrade.usage_count set from_hour = :from, until_hour = :until, zone = :zone,
                                          problem = :problem where database_id = :id),
                        old as (delete from upgrade.usage_hour where database_id = :id and not hour = any (:hours))
                        insert into upgrade.usage_hour (database_id, hour, messages, sessions, changes)
                        select :id, * from unnest(:hours, :messages, :sessions, :changes)
                        on conflict (database_id, hour) do update set messages = excluded.messages,
                          sessions = excluded.sessions, changes = excluded.changes""")
                .param("id", database.id())
                .param("from", Timestamp.from(usage.from()))
                .param("until", Timestamp.from(usage.until()))
                .param("zone", usage.zone().getId())
                .param("problem", usage.problem())
                .param(
                        "hours",
                        usage.hours().stream()
                                .map(hour -> Timestamp.from(hour.start()))
                                .toArray(Timestamp[]::new))
                .param("messages", usage.hours().stream().map(Hour::messages).toArray(Long[]::new))
                .param("sessions", usage.hours().stream().map(Hour::sessions).toArray(Long[]::new))
                .param("changes", usage.hours().stream().map(Hour::changes).toArray(Long[]::new))
                .update();
    }

    private Optional<Usage> find(HostedDatabase database) {
        return jdbc.sql("select * from upgrade.usage_count where database_id = ? and zone is not null")
                .param(database.id())
                .query((row, number) -> new Usage(
                        row.getTimestamp("from_hour").toInstant(),
                        row.getTimestamp("until_hour").toInstant(),
                        ZoneId.of(Objects.requireNonNull(row.getString("zone"))),
                        hours(database),
                        row.getString("problem")))
                .optional();
    }

    private List<Hour> hours(HostedDatabase database) {
        return jdbc.sql("select * from upgrade.usage_hour where database_id = ? order by hour")
                .param(database.id())
                .query((row, number) -> new Hour(
                        row.getTimestamp("hour").toInstant(),
                        row.getLong("messages"),
                        row.getLong("sessions"),
                        row.getLong("changes")))
                .list();
    }
}
