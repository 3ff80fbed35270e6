package com.juniper.upgrade.checklists;

import com.juniper.upgrade.JuniperProperties;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes evidence and screenshots, which show customers' data, when the files of its request are (decision 7); answers stay. */
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
        var before = Timestamp.from(Instant.now().minus(properties.retention().artifacts()));
        jdbc.sql("delete from upgrade.evidence where measured < ?")
                .param(before)
                .update();
        jdbc.sql("""
                        delete from upgrade.small_file f using upgrade.checklist_item i, upgrade.checklist c
                        where i.id = f.item_id and c.request_id = i.request_id and c.created < ?""").param(before).update();
    }
}
