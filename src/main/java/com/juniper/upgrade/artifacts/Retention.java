package com.juniper.upgrade.artifacts;

import java.io.IOException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes uploads and delivered files when their time is over (decision 7). */
@Component
class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private final Uploads uploads;
    private final Artifacts artifacts;

    Retention(Uploads uploads, Artifacts artifacts) {
        this.uploads = uploads;
        this.artifacts = artifacts;
    }

    @Scheduled(fixedDelay = 60 * 60 * 1000, initialDelay = 60 * 1000)
    void purge() throws IOException {
        var now = Instant.now();
        int files = artifacts.purge(now);
        int handedIn = uploads.purge(now);
        if (files + handedIn > 0) {
            log.info("Deleted {} delivered files and {} uploads whose time is over", files, handedIn);
        }
    }
}
