package com.juniper.upgrade.golive;

import com.juniper.upgrade.golive.GoLivePlan.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps the plans. */
@Repository
class PlanStore {

    private static final String OPEN = "state in ('OPEN', 'PROPOSED', 'AGREED', 'HELD')";

    private final JdbcClient jdbc;

    PlanStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<GoLivePlan> find(UUID id) {
        return jdbc.sql("select * from upgrade.go_live_plan where id = ?")
                .param(id)
                .query(PlanStore::plan)
                .optional();
    }

    /** {@return a plan that nobody else changes until the transaction ends} */
    GoLivePlan lock(UUID id) {
        return jdbc.sql("select * from upgrade.go_live_plan where id = ? for update")
                .param(id)
                .query(PlanStore::plan)
                .optional()
                .orElseThrow(() -> new IllegalStateException("There is no plan " + id));
    }

    /** {@return the newest plan of a case} */
    Optional<GoLivePlan> newest(String number) {
        return jdbc.sql("select * from upgrade.go_live_plan where number = ? order by created desc limit 1")
                .param(number)
                .query(PlanStore::plan)
                .optional();
    }

    Optional<GoLivePlan> lockOpen(String number) {
        return jdbc.sql("select * from upgrade.go_live_plan where number = ? and " + OPEN + " for update")
                .param(number)
                .query(PlanStore::plan)
                .optional();
    }

    /** {@return the plan that waits for the end of a request} */
    Optional<GoLivePlan> ofRehearsal(UUID request) {
        return jdbc.sql(
                        "select * from upgrade.go_live_plan where rehearsal_request = ? and state = 'AGREED' for update")
                .param(request)
                .query(PlanStore::plan)
                .optional();
    }

    /** Opens a plan, unless the case has an open one; says whether it did. */
    boolean open(UUID id, String number, boolean onPremise, String cluster, ZoneId zone) {
        return jdbc.sql("""
                        insert into upgrade.go_live_plan (id, number, state, on_premise, cluster, zone, rehearsal)
                        values (?, ?, 'OPEN', ?, ?, ?, ?) on conflict do nothing""")
                        .params(id, number, onPremise, cluster, zone.getId(), !onPremise)
                        .update()
                > 0;
    }

    /** A proposal: what was agreed before, rehearsed and decided holds no more. */
    void propose(
            UUID id,
            LocalSlot slot,
            Duration reserved,
            boolean rehearsal,
            Side side,
            String name,
            @Nullable String customer) {
        jdbc.sql("""
                        update upgrade.go_live_plan set state = 'PROPOSED', starts = :start, zone = :zone, reserved_seconds = :reserved,
                          rehearsal = :rehearsal, proposed_side = :side, proposed_name = :name,
                          customer = coalesce(:customer, customer), agreed = null, rehearsal_request = null, rehearsed = null,
                          go = null, go_name = null, go_time = null, reason = null, sequence = sequence + 1
                        where id = :id""")
                .param("start", Timestamp.from(slot.start()))
                .param("zone", slot.zone().getId())
                .param("reserved", reserved.toSeconds())
                .param("rehearsal", rehearsal)
                .param("side", side.name())
                .param("name", name)
                .param("customer", customer)
                .param("id", id)
                .update();
    }

    void agree(UUID id, Instant now, @Nullable String customer) {
        jdbc.sql("""
                        update upgrade.go_live_plan set state = 'AGREED', agreed = :now, customer = coalesce(:customer, customer),
                          sequence = sequence + 1, appointed = true where id = :id""")
                .param("now", Timestamp.from(now))
                .param("customer", customer)
                .param("id", id)
                .update();
    }

    void rehearsing(UUID id, UUID request) {
        jdbc.sql("update upgrade.go_live_plan set rehearsal_request = ? where id = ?")
                .params(request, id)
                .update();
    }

    void rehearsed(UUID id, Instant now) {
        jdbc.sql("update upgrade.go_live_plan set rehearsed = ? where id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    void decide(UUID id, boolean go, String name, Instant now) {
        jdbc.sql("update upgrade.go_live_plan set go = ?, go_name = ?, go_time = ? where id = ?")
                .params(go, name, Timestamp.from(now), id)
                .update();
    }

    /** Remembers why the plan is about to be held. */
    void reason(UUID id, String reason) {
        jdbc.sql("update upgrade.go_live_plan set reason = ? where id = ?")
                .params(reason, id)
                .update();
    }

    void hold(UUID id, String reason) {
        jdbc.sql("""
                        update upgrade.go_live_plan set state = 'HELD', reason = ?, agreed = null, appointed = false,
                          sequence = sequence + 1 where id = ?""").params(reason, id).update();
    }

    void start(UUID id, @Nullable UUID production, Instant now) {
        jdbc.sql("update upgrade.go_live_plan set state = 'STARTED', production_request = ?, ended = ? where id = ?")
                .params(production, Timestamp.from(now), id)
                .update();
    }

    void cancel(UUID id, String reason, Instant now) {
        jdbc.sql("""
                        update upgrade.go_live_plan set state = 'CANCELLED', reason = ?, ended = ?, appointed = false,
                          sequence = sequence + 1 where id = ?""").params(reason, Timestamp.from(now), id).update();
    }

    /** Lets nobody else agree on a start on a cluster until the transaction ends. */
    void lockCluster(String cluster) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('go-live on ' || ?, 0))")
                .param(cluster)
                .query((row, number) -> number)
                .list();
    }

    /** {@return how many other plans are agreed on for a time on a cluster} */
    long agreed(String cluster, Instant start, Instant end, @Nullable UUID except) {
        return jdbc.sql("""
                        select count(*) from upgrade.go_live_plan
                        where cluster = :cluster and state in ('AGREED', 'STARTED') and starts < :end
                          and starts + reserved_seconds * interval '1 second' > :start and id is distinct from :except""")
                .param("cluster", cluster)
                .param("start", Timestamp.from(start))
                .param("end", Timestamp.from(end))
                .param("except", except, java.sql.Types.OTHER)
                .query(Long.class)
                .single();
    }

    private static GoLivePlan plan(ResultSet row, int number) throws SQLException {
        var side = row.getString("proposed_side");
        return new GoLivePlan(
                row.getObject("id", UUID.class),
                row.getString("number"),
                State.valueOf(row.getString("state")),
                row.getBoolean("on_premise"),
                row.getString("cluster"),
                ZoneId.of(row.getString("zone")),
                instant(row, "starts"),
                Duration.ofSeconds(row.getLong("reserved_seconds")),
                row.getBoolean("rehearsal"),
                side == null ? null : Side.valueOf(side),
                row.getString("proposed_name"),
                row.getString("customer"),
                instant(row, "agreed"),
                row.getObject("rehearsal_request", UUID.class),
                instant(row, "rehearsed"),
                row.getObject("go", Boolean.class),
                row.getString("go_name"),
                instant(row, "go_time"),
                row.getString("reason"),
                row.getObject("production_request", UUID.class),
                row.getInt("sequence"),
                row.getBoolean("appointed"),
                row.getTimestamp("created").toInstant(),
                instant(row, "ended"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
