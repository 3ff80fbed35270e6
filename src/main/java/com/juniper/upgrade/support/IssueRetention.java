package com.juniper.upgrade.support;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.artifacts.SmallFiles;
import com.juniper.upgrade.artifacts.SmallFiles.Owner;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes the files of issues, which show customers' data, some time after their end (decision 7); what was said stays. */
@Component
class IssueRetention {

    private final SmallFiles files;
    private final JuniperProperties properties;

    IssueRetention(SmallFiles files, JuniperProperties properties) {
        this.files = files;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 4, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void purge() {
        files.purge(
                Owner.MESSAGE,
                "select m.id from upgrade.issue_message m join upgrade.issue i on i.number = m.issue where i.ended < ?",
                Instant.now().minus(properties.retention().artifacts()));
    }
}
