package com.juniper.upgrade.support;

import com.juniper.upgrade.JuniperProperties;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes the files of issues, which show customers' data, some time after their end (decision 7); what was said stays. */
@Component
class IssueRetention {

    private final JdbcClient jdbc;
    private final JuniperProperties properties;

    IssueRetention(JdbcClient jdbc, JuniperProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 4, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void purge() {
        jdbc.sql("""
                        delete from upgrade.small_file f using upgrade.issue_message m, upgrade.issue i
                        where m.id = f.message_id and i.number = m.issue and i.ended < ?""")
                .param(Timestamp.from(Instant.now().minus(properties.retention().artifacts())))
                .update();
    }
}
