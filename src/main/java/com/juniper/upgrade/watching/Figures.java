package com.juniper.upgrade.watching;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Properties;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads how the platform is from its database, in one query. */
class Figures implements AutoCloseable {

    /** The process engine's times are in the time zone of the JVM, and so of the session. */
    private static final String QUERY = """
            with jobs as (
              select coalesce(j.duedate_, j.create_time_) as due, case
                when j.retries_ = 0 then 'failed'
                when j.lock_exp_time_ > localtimestamp then 'locked'
                when j.lock_owner_ is not null then 'abandoned'
                when j.duedate_ > localtimestamp or j.suspension_state_ <> 1 then 'later'
                -- a process does one thing at a time
                when exists (select from camunda.act_ru_job o where o.process_instance_id_ = j.process_instance_id_
                  and o.lock_exp_time_ > localtimestamp) then 'later'
                else 'waiting' end as state
              from camunda.act_ru_job j)
            select 'requests' as name, state as first, purpose as second, count(*)::float8 as value
            from upgrade.request group by state, purpose
            union all
            select 'requests.oldest', state, purpose, extract(epoch from now() - min(moved)) from upgrade.request
            where state in ('SUBMITTED', 'QUEUED', 'RUNNING', 'WAITING_FOR_MODULES') group by state, purpose
            union all
            select 'jobs', known.state, '', count(jobs.state)
            from unnest(array['waiting', 'locked', 'abandoned', 'failed', 'later']) as known(state)
            left join jobs on jobs.state = known.state group by known.state
            union all
            select 'jobs.waiting.oldest', '', '', coalesce(extract(epoch from localtimestamp - min(due)), 0)
            from jobs where state = 'waiting'
            union all
            select 'tasks', task_def_key_, '', count(*) from camunda.act_ru_task where task_def_key_ is not null
            group by task_def_key_
            union all
            select 'incidents', '', '', count(*) from camunda.act_ru_incident where id_ = root_cause_incident_id_
            union all
            select 'outbox.mails', '', '', count(*) from upgrade.mail where sent is null and not held
            union all
            select 'outbox.oldest', '', '', coalesce(extract(epoch from now() - min(created)), 0)
            from upgrade.mail where sent is null and not held
            union all
            select 'trials', known.state, '', count(t.state)
            from unnest(array['WAITING', 'TRYING', 'CLEAN', 'ISSUE', 'TOO_LONG', 'BLOCKED', 'NOT_ELIGIBLE']) as known(state)
            left join (upgrade.campaign_target t
              join upgrade.campaign c on c.number = t.campaign and c.state not in ('FINISHED', 'STOPPED'))
            on t.state = known.state group by known.state
            union all
            select 'builds', known.state, '', count(b.state)
            from unnest(array['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SUPERSEDED']) as known(state)
            left join (select state from upgrade.build
              where state in ('QUEUED', 'RUNNING') or ended > now() - interval '1 day') b
            on b.state = known.state group by known.state
            union all
            select 'uploads.running', '', '', count(*) from upgrade.upload
            where not complete and error is null and created > now() - interval '1 day'
            union all
            select 'standstills', '', '', count(*) from upgrade.standstill
            union all
            select 'recovery.held', '', '', count(held) from upgrade.platform
            union all
            select 'recovery.findings', '', '', count(*) from upgrade.recovery_finding where done is null""";

    private final HikariDataSource dataSource;
    private final JdbcClient jdbc;

    /** Has a connection of its own, which gives up soon: long jobs may hold all those of the application's pool. */
    Figures(JdbcConnectionDetails database) {
        dataSource = DataSourceBuilder.create()
                .type(HikariDataSource.class)
                .url(database.getJdbcUrl())
                .username(database.getUsername())
                .password(database.getPassword())
                .build();
        dataSource.setPoolName("watch");
        dataSource.setMaximumPoolSize(1);
        dataSource.setInitializationFailTimeout(-1);
        dataSource.setConnectionTimeout(2_000);
        dataSource.setValidationTimeout(1_000);
        var limits = new Properties();
        limits.setProperty("connectTimeout", "2");
        limits.setProperty("loginTimeout", "2");
        limits.setProperty("socketTimeout", "5");
        limits.setProperty("options", "-c statement_timeout=4s");
        dataSource.setDataSourceProperties(limits);
        jdbc = JdbcClient.create(dataSource);
    }

    /**
     * {@return all figures}
     *
     * @throws DataAccessException if the database does not answer within seconds
     */
    List<Figure> read() {
        return jdbc.sql(QUERY)
                .query((row, number) ->
                        new Figure(row.getString(1), row.getString(2), row.getString(3), row.getDouble(4)))
                .list();
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
