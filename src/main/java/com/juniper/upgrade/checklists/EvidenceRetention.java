package com.juniper.upgrade.checklists;

import com.juniper.upgrade.JuniperProperties;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes evidence, which shows customers' data, when the files of its request are (decision 7); answers stay. */
@Component
class EvidenceRetention {

    private final JdbcClient jdbc;
    private final JuniperProperties properties;

    EvidenceRetention(JdbcClient jdbc, JuniperProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 3, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void purge() {
        jdbc.sql("delete from upgrade.evidence where measured < ?")
                .param(Timestamp.from(Instant.now().minus(properties.retention().artifacts())))
                .update();
    }
}
