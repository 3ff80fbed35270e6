package com.juniper.upgrade.databases;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Drops test copies, former databases and backups when their time is over (decision 7). */
@Component
class DatabaseRetention {

    private static final Logger log = LoggerFactory.getLogger(DatabaseRetention.class);

    private final HostedDatabases databases;
    private final TestCopies copies;
    private final Backups backups;

    DatabaseRetention(HostedDatabases databases, TestCopies copies, Backups backups) {
        this.databases = databases;
        this.copies = copies;
        this.backups = backups;
    }

    @Scheduled(initialDelay = 2, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void purge() {
        for (var database : databases.expired()) {
            try {
                copies.drop(database);
                log.info("Dropped {} on {}, whose time was over", database.name(), database.cluster());
            } catch (RuntimeException e) { // the others' time is over, too
                log.warn("{} on {} is dropped later: {}", database.name(), database.cluster(), e.toString());
            }
        }
        backups.purge();
    }
}
