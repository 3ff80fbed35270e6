package com.juniper.upgrade.checklists;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.artifacts.SmallFiles;
import com.juniper.upgrade.artifacts.SmallFiles.Owner;
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
    private final SmallFiles files;
    private final JuniperProperties properties;

    EvidenceRetention(JdbcClient jdbc, SmallFiles files, JuniperProperties properties) {
        this.jdbc = jdbc;
        this.files = files;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 3, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void purge() {
        var before = Instant.now().minus(properties.retention().artifacts());
        jdbc.sql("delete from upgrade.evidence where measured < ?")
                .param(Timestamp.from(before))
                .update();
        files.purge(
                Owner.ITEM,
                "select i.id from upgrade.checklist_item i join upgrade.checklist c using (request_id) where c.created < ?",
                before);
    }
}
