package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.Timeline.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The cases: one database, one target version, from the first request to after-care (R20-R26). */
@Service
@Transactional
public class UpgradeCases {

    private final JdbcClient jdbc;
    private final UpgradeWorkflow workflow;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;

    UpgradeCases(JdbcClient jdbc, UpgradeWorkflow workflow, Timeline timeline, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.workflow = workflow;
        this.timeline = timeline;
        this.events = events;
    }

    /** How a case ended before its time. */
    public enum Ending {
        CANCELLED,
        SUPERSEDED
    }

    /**
     * One case.
     *
     * @param databaseKey by what its database is recognised again
     * @param ended when it ended before its time, and why; null while it goes on
     * @param supersededBy the case to a newer version that took its place
     * @param goLive when production is to be upgraded, where people agreed on it
     */
    public record UpgradeCase(
            String number,
            @Nullable String company,
            String databaseKey,
            String databaseName,
            @Nullable String sourceVersion,
            String targetVersion,
            Instant created,
            @Nullable Instant ended,
            @Nullable Ending ending,
            @Nullable String supersededBy,
            @Nullable Instant goLive) {

        /** {@return whether it goes on} */
        public boolean isOpen() {
            return ended == null;
        }
    }

    /**
     * {@return a case}
     *
     * @throws RequestNotFoundException if there is none
     */
    @Transactional(readOnly = true)
    public UpgradeCase require(String number) {
        return find(number).orElseThrow(() -> new RequestNotFoundException("Upgrade " + number));
    }

    private Optional<UpgradeCase> find(String number) {
        return jdbc.sql("select * from upgrade.upgrade where number = ?")
                .param(number)
                .query(UpgradeCases::upgrade)
                .optional();
    }

    private static UpgradeCase upgrade(ResultSet row, int index) throws SQLException {
        var ended = row.getTimestamp("ended");
        var goLive = row.getTimestamp("go_live");
        var ending = row.getString("ending");
        return new UpgradeCase(
                row.getString("number"),
                row.getString("company"),
                row.getString("database_key"),
                row.getString("database_name"),
                row.getString("source_version"),
                row.getString("target_version"),
                row.getTimestamp("created").toInstant(),
                ended == null ? null : ended.toInstant(),
                ending == null ? null : Ending.valueOf(ending),
                row.getString("superseded_by"),
                goLive == null ? null : goLive.toInstant());
    }

    /**
     * Ends a case because its customer does not want the upgrade any more; its test databases stay until their time is over.
     *
     * @throws NotAllowedException if the caller is neither a customer nor works for the platform
     * @throws RequestRefusedException if a request of it is under way, its production is upgraded, or it has ended
     */
    public void cancel(String number, Caller caller) {
        if (!caller.isStaff() && !caller.isCustomer()) {
            throw new NotAllowedException("Only a customer of the database's company can cancel its upgrade.");
        }
        if (!end(number, Ending.CANCELLED, null)) {
            throw new RequestRefusedException(List.of(new Reason(
                    "case",
                    "%s cannot be cancelled: it has ended, its production is upgraded, or an upgrade of it is under way, whose end you can wait for."
                            .formatted(number))));
        }
        timeline.add(number, Kind.CASE, "Case cancelled", caller);
        workflow.cancelCase(number);
        events.publishEvent(new CaseEnded(number));
    }

    /** Ends the database's cases to older versions, where nothing runs in them: a newer one has delivered. */
    void delivered(String number) {
        var newer = require(number);
        var target = Version.parse(newer.targetVersion());
        jdbc
                .sql("select * from upgrade.upgrade where database_key = ? and ended is null and number <> ?")
                .params(newer.databaseKey(), number)
                .query(UpgradeCases::upgrade)
                .list()
                .stream()
                .filter(older -> Version.parse(older.targetVersion()).compareTo(target) < 0)
                .filter(older -> end(older.number(), Ending.SUPERSEDED, number))
                .forEach(older -> {
                    timeline.add(
                            older.number(),
                            Kind.CASE,
                            "Superseded by %s, an upgrade to %s".formatted(number, newer.targetVersion()));
                    workflow.supersedeCase(older.number());
                    events.publishEvent(new CaseEnded(older.number()));
                });
    }

    /** Keeps when production is to be upgraded; null where nothing is agreed any more. */
    public void planned(String number, @Nullable Instant goLive) {
        jdbc.sql("update upgrade.upgrade set go_live = ? where number = ?")
                .params(goLive == null ? null : Timestamp.from(goLive), number)
                .update();
    }

    /** The row is locked first: a request that is being submitted is seen when its transaction has ended. */
    private boolean end(String number, Ending ending, @Nullable String supersededBy) {
        jdbc.sql("select number from upgrade.upgrade where number = ? for update")
                .param(number)
                .query(String.class)
                .optional();
        return jdbc.sql("""
                        update upgrade.upgrade u set ended = now(), ending = :ending, superseded_by = :by
                        where number = :number and ended is null and not exists (select from upgrade.request r
                          where r.number = u.number and r.purpose <> 'TRIAL' and (r.state in ('SUBMITTED', 'QUEUED', 'RUNNING', 'WAITING_FOR_MODULES')
                            or r.purpose = 'PRODUCTION' and r.state = 'DELIVERED'))""")
                        .param("ending", ending.name())
                        .param("by", supersededBy)
                        .param("number", number)
                        .update()
                > 0;
    }
}
