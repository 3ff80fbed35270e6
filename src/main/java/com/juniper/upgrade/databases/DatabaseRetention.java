package com.juniper.upgrade.databases;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.Retained;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long test copies, former databases and backups are kept (decision 7). */
@Configuration
class DatabaseRetention {

    private static final Logger log = LoggerFactory.getLogger(DatabaseRetention.class);

    @Bean
    Retained retainedDatabases(HostedDatabases databases, TestCopies copies) {
        return new Retained(
                "DATABASES",
                "Hosted test copies, trials, upgraded backups and former databases; each has its date",
                null,
                "juniper.retention.test-databases, juniper.retention.former-databases",
                now -> drop(databases, copies));
    }

    private static long drop(HostedDatabases databases, TestCopies copies) {
        long dropped = 0;
        for (var database : databases.expired()) {
            try {
                copies.drop(database);
                log.info("Dropped {} on {}, whose time was over", database.name(), database.cluster());
                dropped++;
            } catch (RuntimeException e) { // the others' time is over, too
                log.warn("{} on {} is dropped later: {}", database.name(), database.cluster(), e.toString());
            }
        }
        return dropped;
    }

    @Bean
    Retained retainedBackups(Backups backups, JuniperProperties properties) {
        return new Retained(
                "BACKUPS",
                "Daily backups of hosted databases; the newest whole one of each stays",
                properties.backups().keep(),
                "juniper.backups.keep",
                now -> backups.purge());
    }
}
