package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.artifacts.DumpRestore;
import com.juniper.upgrade.databases.Backups;
import com.juniper.upgrade.databases.Backups.Backup;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.Hosting;
import com.juniper.upgrade.databases.Workshop;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Service;

/** Restores backups, for operators: each beside its database, under a name of its own. */
@Service
public class Restores {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 40;

    private final HostedDatabases databases;
    private final Clusters clusters;
    private final Backups backups;
    private final Workshop workshop;
    private final DumpRestore restore;
    private final Hosting hosting;

    Restores(
            HostedDatabases databases,
            Clusters clusters,
            Backups backups,
            Workshop workshop,
            DumpRestore restore,
            Hosting hosting) {
        this.databases = databases;
        this.clusters = clusters;
        this.backups = backups;
        this.workshop = workshop;
        this.restore = restore;
        this.hosting = hosting;
    }

    /**
     * Restores a backup into a new hosted database, {@code NAME_restored_<time>}, of the same owner and company.
     *
     * @throws IllegalArgumentException if the backup is not whole
     */
    public HostedDatabase restore(Backup backup) {
        if (backup.ended() == null) {
            throw new IllegalArgumentException("The backup %d is not whole".formatted(backup.id()));
        }
        var database = databases.require(backup.database());
        var cluster = clusters.require(database.cluster());
        var role = "restore_" + backup.id();
        var name = database.name().substring(0, Math.min(database.name().length(), LONGEST_NAME)) + "_restored_"
                + STAMP.format(Instant.now());
        restore.restore(backups.dump(backup), workshop.create(role, cluster), line -> {});
        var restored =
                hosting.adopt(role, cluster, name, database.owner(), cluster.filestoreOf(Backups.files(backup.id())));
        databases.assign(restored.id(), database.company(), database.hosting());
        return databases.require(restored.id());
    }
}
