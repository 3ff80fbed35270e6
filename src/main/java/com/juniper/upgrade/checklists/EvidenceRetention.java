package com.juniper.upgrade.checklists;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.Retained;
import com.juniper.upgrade.artifacts.SmallFiles;
import com.juniper.upgrade.artifacts.SmallFiles.Owner;
import java.sql.Timestamp;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long evidence and screenshots, which show customers' data, are kept: as the files of the request (decision 7); answers stay. */
@Configuration
class EvidenceRetention {

    @Bean
    Retained retainedEvidence(JdbcClient jdbc, SmallFiles files, JuniperProperties properties) {
        var kept = properties.retention().artifacts();
        return new Retained(
                "EVIDENCE",
                "Evidence of checklists, and their screenshots; from the day it was measured. Answers stay with the case",
                kept,
                "juniper.retention.artifacts",
                now -> {
                    var before = now.minus(kept);
                    return jdbc.sql("delete from upgrade.evidence where measured < ?")
                                    .param(Timestamp.from(before))
                                    .update()
                            + files.purge(
                                    Owner.ITEM,
                                    "select i.id from upgrade.checklist_item i join upgrade.checklist c using (request_id) where c.created < ?",
                                    before);
                });
    }
}
