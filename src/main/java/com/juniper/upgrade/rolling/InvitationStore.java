package com.juniper.upgrade.rolling;

import com.juniper.upgrade.rolling.Invitation.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Invitations in the platform's database. */
@Repository
class InvitationStore {

    private static final String SELECT = """
            select i.*, d.name, c.version as target_version, u.source_version, t.seconds
            from upgrade.invitation i join upgrade.hosted_database d on d.id = i.database_id
            join upgrade.campaign c on c.number = i.campaign
            join upgrade.upgrade u on u.number = i.upgrade
            join upgrade.campaign_target t on t.campaign = i.campaign and t.database_id = i.database_id
            """;

    private final JdbcClient jdbc;

    InvitationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Invites a database's company; {@return whether it was not invited by this trial before} */
    boolean insert(String campaign, long database, UUID trial) {
        return jdbc.sql("""
                        insert into upgrade.invitation (id, campaign, database_id, company, upgrade, request_id, due, remind)
                        select gen_random_uuid(), :campaign, d.id, d.company, r.number, r.id, now() + days * interval '1 day',
                          case when days > 7 then now() + (days - 7) * interval '1 day' end
                        from upgrade.hosted_database d join upgrade.request r on r.id = :trial
                        cross join lateral (select min(rolling_due_days) as days from upgrade.contract c where c.company = d.company) due
                        join upgrade.campaign t on t.number = :campaign
                        where d.id = :database and d.company is not null and %s
                          and not exists (select from upgrade.invitation i where i.request_id = r.id)
                        on conflict do nothing""".formatted(CampaignStore.STILL_ELIGIBLE))
                        .param("campaign", campaign)
                        .param("database", database)
                        .param("trial", trial)
                        .update()
                > 0;
    }

    Optional<Invitation> find(UUID id) {
        return jdbc.sql(SELECT + "where i.id = ?")
                .param(id)
                .query(InvitationStore::invitation)
                .optional();
    }

    /** The invitation, alone in this transaction. */
    Optional<Invitation> lock(UUID id) {
        return jdbc.sql(SELECT + "where i.id = ? for update of i")
                .param(id)
                .query(InvitationStore::invitation)
                .optional();
    }

    /** {@return the invitation that a trial led to} */
    Optional<UUID> ofTrial(UUID trial) {
        return jdbc.sql("select id from upgrade.invitation where request_id = ?")
                .param(trial)
                .query(UUID.class)
                .optional();
    }

    /** {@return whether a trial's invitation waits for an answer} */
    boolean isOpen(UUID trial) {
        return jdbc.sql("select count(*) from upgrade.invitation where request_id = ? and state = 'OPEN'")
                        .param(trial)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The open invitations of these databases, by database. */
    Map<Long, Invitation> open(Collection<Long> databases) {
        return jdbc
                .sql(SELECT + "where i.database_id = any(?) and i.state = 'OPEN'")
                .param(databases.toArray(Long[]::new))
                .query(InvitationStore::invitation)
                .list()
                .stream()
                .collect(Collectors.toMap(Invitation::database, invitation -> invitation));
    }

    /** The open invitations of a company, or of all where that is null; those that are due soonest first. */
    List<Invitation> openOf(@Nullable String company, int limit) {
        return jdbc.sql(SELECT + """
                        where i.state = 'OPEN' and (:company::text is null or i.company = :company)
                        order by i.due nulls last, i.created, i.id limit :limit""")
                .param("company", company)
                .param("limit", limit)
                .query(InvitationStore::invitation)
                .list();
    }

    Map<State, Long> counts(String campaign) {
        Map<State, Long> counts = new EnumMap<>(State.class);
        jdbc.sql("select state, count(*) from upgrade.invitation where campaign = ? group by state")
                .param(campaign)
                .query(row -> {
                    counts.put(State.valueOf(row.getString(1)), row.getLong(2));
                });
        return counts;
    }

    /** Answers an open invitation; {@return whether it was open} */
    boolean answer(UUID id, State state, @Nullable String by, @Nullable String reason) {
        return jdbc.sql("""
                        update upgrade.invitation set state = ?, decided_by = ?, decided = now(), reason = ?, told = true
                        where id = ? and state = 'OPEN'""").params(state.name(), by, reason, id).update() > 0;
    }

    void remind(UUID id, Duration after) {
        jdbc.sql(
                        "update upgrade.invitation set remind = least(now() + ? * interval '1 second', due - interval '1 day') where id = ?")
                .params(after.toSeconds(), id)
                .update();
    }

    /** Withdraws all open invitations of a campaign; their processes are told one after the other. */
    void withdrawAll(String campaign, String reason) {
        jdbc.sql("""
                        update upgrade.invitation set state = 'WITHDRAWN', reason = ?, decided = now()
                        where campaign = ? and state = 'OPEN'""").params(reason, campaign).update();
    }

    /** Withdraws the open invitation of a case. */
    void withdrawCase(String upgrade, String reason) {
        jdbc.sql("""
                        update upgrade.invitation set state = 'WITHDRAWN', reason = ?, decided = now()
                        where upgrade = ? and state = 'OPEN'""").params(reason, upgrade).update();
    }

    /** Withdraws the open invitation of a database. */
    void withdrawDatabase(long database, String reason) {
        jdbc.sql("""
                        update upgrade.invitation set state = 'WITHDRAWN', reason = ?, decided = now()
                        where database_id = ? and state = 'OPEN'""").params(reason, database).update();
    }

    /** Takes back the answer of who chose to upgrade a database, which failed. */
    void takeBackUpgrade(long database, String reason) {
        jdbc.sql("""
                        update upgrade.invitation set state = 'WITHDRAWN', reason = ?, told = true
                        where database_id = ? and state = 'UPGRADE_CHOSEN'""").params(reason, database).update();
    }

    /** Withdraws the open invitations of databases that would not be listed any more, or are another company's. */
    void withdrawChanged() {
        jdbc.sql("""
                        update upgrade.invitation i set state = 'WITHDRAWN', decided = now(),
                          reason = 'The database is not eligible any more, or another company''s.'
                        from upgrade.hosted_database d, upgrade.campaign t
                        where i.state = 'OPEN' and d.id = i.database_id and t.number = i.campaign
                          and not (d.company is not distinct from i.company and %s)""".formatted(CampaignStore.STILL_ELIGIBLE)).update();
    }

    /** Takes the trials of some withdrawn invitations whose processes do not know it yet, alone in this transaction. */
    List<UUID> untold(int limit) {
        return jdbc.sql("""
                        update upgrade.invitation set told = true where id in (
                          select id from upgrade.invitation where state = 'WITHDRAWN' and not told order by id limit ? for update skip locked)
                        returning request_id""").param(limit).query(UUID.class).list();
    }

    /**
     * An invitation whose message in the database does not say what it should.
     *
     * @param shown what it says; null where it is not there
     * @param messages how many there are, with this one
     */
    record Unwritten(UUID id, @Nullable String shown, int messages) {}

    /** Some of those, each for one node: nobody else tries them in the next minutes. */
    List<Unwritten> unwritten(int limit) {
        return jdbc.sql("""
                        update upgrade.invitation set write_after = now() + interval '10 minutes' where id in (
                          select id from upgrade.invitation where shown is distinct from state and write_after <= now()
                          order by write_after limit ? for update skip locked)
                        returning id, shown, messages""")
                .param(limit)
                .query((row, number) ->
                        new Unwritten(row.getObject("id", UUID.class), row.getString("shown"), row.getInt("messages")))
                .list();
    }

    /** Lets the messages in a database be written that could not be while it was closed. */
    void writeNow(long database) {
        jdbc.sql(
                        "update upgrade.invitation set write_after = now() where database_id = ? and shown is distinct from state")
                .param(database)
                .update();
    }

    /** Says what an invitation's message in the database shows now. */
    void shown(UUID id, State state) {
        jdbc.sql("update upgrade.invitation set shown = ?, write_after = now() where id = ?")
                .params(state.name(), id)
                .update();
    }

    /** Lets the invitations be shown again whose reminder is due; what must be followed reminds once more on the day before. */
    int reminded() {
        return jdbc.sql("""
                        update upgrade.invitation set shown = null, messages = messages + 1, write_after = now(),
                          remind = case when due - interval '1 day' > now() then due - interval '1 day' end
                        where state = 'OPEN' and remind <= now()""").update();
    }

    /** An invitation that must be followed. */
    record Due(UUID id, String campaign) {}

    /** Open invitations that must be followed by now, and were not tried in vain in the last hour. */
    List<Due> due(int limit) {
        return jdbc.sql("""
                        select id, campaign from upgrade.invitation where state = 'OPEN' and due <= now() and due_after <= now()
                        order by due_after limit ?""")
                .param(limit)
                .query((row, number) -> new Due(row.getObject("id", UUID.class), row.getString("campaign")))
                .list();
    }

    void dueLater(UUID id) {
        jdbc.sql("update upgrade.invitation set due_after = now() + interval '1 hour' where id = ?")
                .param(id)
                .update();
    }

    private static Invitation invitation(ResultSet row, int number) throws SQLException {
        return new Invitation(
                row.getObject("id", UUID.class),
                row.getString("campaign"),
                row.getLong("database_id"),
                row.getString("name"),
                row.getString("company"),
                row.getString("upgrade"),
                row.getObject("request_id", UUID.class),
                row.getString("source_version"),
                row.getString("target_version"),
                row.getInt("seconds"),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                CampaignStore.instant(row.getTimestamp("remind")),
                CampaignStore.instant(row.getTimestamp("due")),
                row.getString("decided_by"),
                CampaignStore.instant(row.getTimestamp("decided")),
                row.getTimestamp("created").toInstant());
    }
}
