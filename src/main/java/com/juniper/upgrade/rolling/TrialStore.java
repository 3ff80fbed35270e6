package com.juniper.upgrade.rolling;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The databases of campaigns and what their trials met. All that is written names the state before: several nodes work here. */
@Repository
class TrialStore {

    private final JdbcClient jdbc;

    TrialStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A database that is to be tried. */
    record Next(long database, String cluster) {}

    /** Databases of the open waves that wait, of clusters on which fewer trials run than may; at most so many. */
    List<Next> next(Campaign campaign, int limit) {
        return jdbc.sql("""
                        with busy as (
                          select t.cluster, count(*) as trials from upgrade.campaign_target t
                          left join upgrade.request r on r.id = t.request_id
                          where t.state = 'TRYING' and r.stuck is not true group by t.cluster)
                        select database_id, c.cluster from (
                            select distinct cluster from upgrade.hosted_database where kind = 'PRODUCTION' and gone is null) c
                        left join busy on busy.cluster = c.cluster
                        cross join lateral (
                          select database_id from upgrade.campaign_target t
                          where t.campaign = :campaign and t.cluster = c.cluster and t.state = 'WAITING' and t.wave <= :wave
                            and t.not_before <= now()
                          order by t.wave, t.database_id
                          limit greatest(0, :trials - coalesce(busy.trials, 0))) waiting
                        limit :limit""")
                .param("campaign", campaign.number())
                .param("wave", campaign.wave())
                .param("trials", campaign.settings().trialsPerCluster())
                .param("limit", limit)
                .query((row, number) -> new Next(row.getLong(1), row.getString(2)))
                .list();
    }

    /** Takes a database that waits; {@return whether no other node has it} */
    boolean take(String campaign, long database) {
        return jdbc.sql("""
                        update upgrade.campaign_target set state = 'TRYING', request_id = null, signature = null, problem = null,
                          seconds = null, changed = now()
                        where campaign = ? and database_id = ? and state = 'WAITING'
                          and exists (select from upgrade.campaign c where c.number = campaign_target.campaign and c.state in ('RUNNING', 'FINISHED'))""").params(campaign, database).update() > 0;
    }

    void trying(String campaign, long database, UUID request, String upgrade) {
        jdbc.sql(
                        "update upgrade.campaign_target set request_id = ?, upgrade = ? where campaign = ? and database_id = ?")
                .params(request, upgrade, campaign, database)
                .update();
    }

    void end(
            String campaign,
            long database,
            TrialOutcome outcome,
            @Nullable String signature,
            @Nullable String problem,
            @Nullable Integer seconds) {
        jdbc.sql("""
                        update upgrade.campaign_target set state = :state, signature = :signature, problem = :problem,
                          seconds = :seconds, changed = now()
                        where campaign = :campaign and database_id = :database and state = 'TRYING'""")
                .param("state", outcome.name())
                .param("signature", signature)
                .param("problem", problem)
                .param("seconds", seconds)
                .param("campaign", campaign)
                .param("database", database)
                .update();
    }

    /** Gives back a database that could not be tried now. */
    void later(String campaign, long database, int minutes) {
        jdbc.sql("""
                        update upgrade.campaign_target set state = 'WAITING', not_before = now() + :minutes * interval '1 minute'
                        where campaign = :campaign and database_id = :database and state = 'TRYING'""")
                .param("minutes", minutes)
                .param("campaign", campaign)
                .param("database", database)
                .update();
    }

    /** A database of a campaign whose trial is a request. */
    record Tried(String campaign, long database, TrialOutcome state) {}

    Optional<Tried> of(UUID request) {
        return jdbc.sql("select campaign, database_id, state from upgrade.campaign_target where request_id = ?")
                .param(request)
                .query((row, number) ->
                        new Tried(row.getString(1), row.getLong(2), TrialOutcome.valueOf(row.getString(3))))
                .optional();
    }

    /** Says of a database that is to be tried that it cannot be any more; {@return whether that is so} */
    boolean endIneligible(String campaign, long database) {
        return jdbc.sql("""
                        update upgrade.campaign_target m set state = 'NOT_ELIGIBLE', changed = now(),
                          problem = 'It has changed since it was listed: its hosting, its version or its part in rolling releases.'
                        from upgrade.campaign t, upgrade.hosted_database d
                        where m.campaign = ? and m.database_id = ? and m.state = 'WAITING' and t.number = m.campaign
                          and d.id = m.database_id and not (%s)""".formatted(CampaignStore.STILL_ELIGIBLE))
                        .params(campaign, database)
                        .update()
                > 0;
    }

    /** Begins a group; {@return whether it is new, or was resolved before} */
    boolean begin(String campaign, String signature, String title, @Nullable String module, String sourceVersion) {
        return jdbc.sql("""
                        insert into upgrade.campaign_group (campaign, signature, title, module, source_version)
                        values (:campaign, :signature, :title, :module, :source)
                        on conflict (campaign, signature) do update set resolved = null, issue = null, title = excluded.title,
                          module = excluded.module, source_version = excluded.source_version
                        where campaign_group.resolved is not null""")
                        .param("campaign", campaign)
                        .param("signature", signature)
                        .param("title", title)
                        .param("module", module)
                        .param("source", sourceVersion)
                        .update()
                > 0;
    }

    void reported(String campaign, String signature, String issue) {
        jdbc.sql("update upgrade.campaign_group set issue = ? where campaign = ? and signature = ?")
                .params(issue, campaign, signature)
                .update();
    }

    /**
     * Keeps databases from being tried that would meet what at least two met: those on the same version with the module that
     * it comes from, as long as no database with these traits was clean.
     */
    int block(String campaign, String signature) {
        return jdbc.sql("""
                        update upgrade.campaign_target t set state = 'BLOCKED', signature = g.signature, changed = now(),
                          problem = 'Others met it: ' || g.title
                        from upgrade.campaign_group g, upgrade.hosted_database d
                        where g.campaign = :campaign and g.signature = :signature and g.module is not null and g.resolved is null
                          and t.campaign = g.campaign and t.state = 'WAITING' and d.id = t.database_id
                          and d.version = g.source_version and g.module = any(d.module_names)
                          and (select count(*) from upgrade.campaign_target m
                               where m.campaign = g.campaign and m.signature = g.signature and m.state = 'ISSUE') > 1
                          and not exists (select from upgrade.campaign_target m join upgrade.hosted_database o on o.id = m.database_id
                               where m.campaign = g.campaign and m.state = 'CLEAN'
                                 and o.version = g.source_version and g.module = any(o.module_names))""")
                .param("campaign", campaign)
                .param("signature", signature)
                .update();
    }

    long openGroups(String campaign) {
        return jdbc.sql("select count(*) from upgrade.campaign_group where campaign = ? and resolved is null")
                .param(campaign)
                .query(Long.class)
                .single();
    }

    /** A cause, by its campaign. */
    record Group(String campaign, String signature) {}

    /** Ends the groups of an issue that has come to its end; {@return them} */
    List<Group> resolve(String issue) {
        return jdbc.sql("""
                        update upgrade.campaign_group set resolved = now() where issue = ? and resolved is null
                        returning campaign, signature""")
                .param(issue)
                .query((row, number) -> new Group(row.getString(1), row.getString(2)))
                .list();
    }

    /** Lets databases be tried again that met a cause, or would have; all that are not clean, or stuck, where none is named. */
    int again(String campaign, @Nullable String signature) {
        return jdbc.sql("""
                        update upgrade.campaign_target set state = 'WAITING', not_before = now(), changed = now()
                        where campaign = :campaign and (:signature::text is null or signature = :signature)
                          and (state in ('ISSUE', 'TOO_LONG', 'BLOCKED', 'NOT_ELIGIBLE')
                            or state = 'TRYING' and request_id in (select id from upgrade.request where stuck))""")
                .param("campaign", campaign)
                .param("signature", signature)
                .update();
    }

    /** Lets the database of a case be tried again whose invitation was withdrawn. */
    void again(String upgrade) {
        jdbc.sql("""
                        update upgrade.campaign_target t set state = 'WAITING', not_before = now(), changed = now()
                        from upgrade.campaign c
                        where t.upgrade = ? and t.state = 'CLEAN' and c.number = t.campaign and c.state <> 'STOPPED'
                          and not exists (select from upgrade.invitation i where i.campaign = t.campaign
                            and i.database_id = t.database_id and i.state <> 'WITHDRAWN')""").param(upgrade).update();
    }

    /** Lets clean databases be tried again that are not invited, or not any more, without having answered. */
    void uninvitedAgain(String campaign) {
        jdbc.sql("""
                        update upgrade.campaign_target t set state = 'WAITING', not_before = now(), changed = now()
                        where t.campaign = ? and t.state = 'CLEAN' and not exists (
                          select from upgrade.invitation i where i.campaign = t.campaign and i.database_id = t.database_id
                            and i.state <> 'WITHDRAWN')""").param(campaign).update();
    }
}
