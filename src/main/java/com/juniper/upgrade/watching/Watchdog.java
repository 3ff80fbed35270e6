package com.juniper.upgrade.watching;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks an operator, once, to look at what is in a state for longer than the state's limit, and takes the task back when it
 * moves on. Any node may look at any time.
 */
@Component
public class Watchdog {

    /** What the platform itself has to move on, with its kind, state and since when. */
    private static final String WATCHED = """
            (select 'REQUEST' as kind, id::text as subject, state, moved as since, number as title, '/upgrades/' || number as page
             from upgrade.request where state in ('SUBMITTED', 'QUEUED', 'RUNNING') and purpose <> 'TRIAL'
             union all
             select 'TRIAL', t.campaign || '/' || t.database_id, t.state, t.changed,
               format('The trial of %s in %s', d.name, t.campaign), '/campaigns/' || t.campaign
             from upgrade.campaign_target t join upgrade.hosted_database d on d.id = t.database_id where t.state = 'TRYING'
             union all
             select 'CAMPAIGN', number, state, created, number, '/campaigns/' || number
             from upgrade.campaign where state = 'LISTING'
             union all
             select 'BRANCH_UPGRADE', u.id::text, u.state, coalesce(r.ended, u.asked),
               format('Branch %s of %s', u.branch, p.name), '/projects/' || p.name
             from upgrade.branch_upgrade u join upgrade.project p on p.id = u.project
             left join upgrade.request r on r.id = u.request_id
             where u.state = 'UPGRADING' and u.ended is null and (r.id is null or r.ended is not null)
             union all
             select 'BUILD', b.id::text, b.state, case when b.state = 'RUNNING' then coalesce(b.started, b.queued) else b.queued end,
               format('Build %s of %s', b.number, p.name), format('/projects/%s/builds/%s', p.name, b.number)
             from upgrade.build b join upgrade.project p on p.id = b.project where b.state in ('QUEUED', 'RUNNING')) watched""";

    private static final String NOTICE = """
            insert into upgrade.standstill (kind, subject, state, since, title, page)
            select kind, subject, state, since, title, page from %s
            join unnest(?, ?) as limits (named, longest) on named = kind || ' ' || state
            where since < now() - longest * interval '1 second'
            on conflict on constraint standstill_once do nothing returning *""".formatted(WATCHED);

    private static final String MOVED_ON = """
            select s.* from upgrade.standstill s where not exists (select from %s
              where (watched.kind, watched.subject, watched.state, watched.since) = (s.kind, s.subject, s.state, s.since))
            for update skip locked""".formatted(WATCHED);

    private final JdbcClient jdbc;
    private final WatchdogWorkflow workflow;
    private final String[] states;
    private final Long[] seconds;

    Watchdog(JdbcClient jdbc, WatchdogWorkflow workflow, WatchdogProperties limits) {
        this.jdbc = jdbc;
        this.workflow = workflow;
        Map<String, Duration> longest = new LinkedHashMap<>();
        longest.put("REQUEST SUBMITTED", limits.submitted());
        longest.put("REQUEST QUEUED", limits.queued());
        longest.put("REQUEST RUNNING", limits.running());
        longest.put("TRIAL TRYING", limits.trial());
        longest.put("CAMPAIGN LISTING", limits.listing());
        longest.put("BRANCH_UPGRADE UPGRADING", limits.branchUpgrade());
        longest.put("BUILD QUEUED", limits.buildQueued());
        longest.put("BUILD RUNNING", limits.buildRunning());
        this.states = longest.keySet().toArray(String[]::new);
        this.seconds = longest.values().stream().map(Duration::toSeconds).toArray(Long[]::new);
    }

    /** Looks at everything; what another node noticed first has its task already. */
    @Transactional
    @Scheduled(initialDelay = 60, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    public void look() {
        jdbc.sql(MOVED_ON).query(Watchdog::standstill).list().stream()
                .filter(standstill -> workflow.movedOn(standstill.id()))
                .forEach(standstill -> jdbc.sql("delete from upgrade.standstill where id = ?")
                        .param(standstill.id())
                        .update());
        jdbc.sql(NOTICE)
                .params(states, seconds)
                .query(Watchdog::standstill)
                .list()
                .forEach(workflow::standsStill);
    }

    private static Standstill standstill(ResultSet row, int number) throws SQLException {
        return new Standstill(
                row.getLong("id"),
                row.getString("title"),
                row.getString("state"),
                row.getTimestamp("since").toInstant(),
                row.getString("page"));
    }
}
