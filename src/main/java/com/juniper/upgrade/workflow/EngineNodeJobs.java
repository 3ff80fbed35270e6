package com.juniper.upgrade.workflow;

import com.juniper.upgrade.nodes.NodeJobs;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** This node's part in the process engine's jobs, by its job executor; none where that is switched off. */
@Component
class EngineNodeJobs implements NodeJobs {

    private final ObjectProvider<HeartbeatJobExecutor> executor;
    private final JdbcClient jdbc;

    EngineNodeJobs(ObjectProvider<HeartbeatJobExecutor> executor, JdbcClient jdbc) {
        this.executor = executor;
        this.jdbc = jdbc;
    }

    @Override
    public String owner() {
        var own = executor.getIfAvailable();
        return own == null ? "" : own.getLockOwner();
    }

    @Override
    public void take(boolean more) {
        executor.ifAvailable(own -> own.take(more));
    }

    @Override
    public Map<String, Long> running() {
        return jdbc
                .sql("select lock_owner_, count(*) from camunda.act_ru_job where lock_exp_time_ > ? group by 1")
                .param(Timestamp.from(Instant.now()))
                .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
