package com.juniper.upgrade.api;

import com.juniper.upgrade.databases.Backups;
import com.juniper.upgrade.databases.Backups.Backup;
import com.juniper.upgrade.databases.FormerDatabases;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.DatabaseDesk;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.Restores;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Backups of hosted databases: listed for their customers, taken and restored by operators. */
@RestController
class BackupController {

    private final DatabaseDesk desk;
    private final HostedDatabases databases;
    private final Backups backups;
    private final Restores restores;
    private final FormerDatabases formers;
    private final CurrentCaller callers;

    BackupController(
            DatabaseDesk desk,
            HostedDatabases databases,
            Backups backups,
            Restores restores,
            FormerDatabases formers,
            CurrentCaller callers) {
        this.desk = desk;
        this.databases = databases;
        this.backups = backups;
        this.restores = restores;
        this.formers = formers;
        this.callers = callers;
    }

    /** A hosted database that came of a restore. */
    record Restored(long id, String name) {}

    /** A database's backups, newest first. */
    @GetMapping("/api/databases/{id}/backups")
    List<Backup> all(@PathVariable long id) {
        return backups.of(visible(id).id());
    }

    /** Takes a backup now, and answers when it is whole. */
    @PostMapping("/api/databases/{id}/backups")
    @ResponseStatus(HttpStatus.CREATED)
    Backup take(@PathVariable long id) {
        var database = visible(id);
        if (database.kind() != Kind.PRODUCTION) {
            throw new ConflictException(
                    "%s is a copy; backups are of production databases.".formatted(database.name()));
        }
        var backup = backups.take(database);
        if (backup.problem() != null) {
            throw new ConflictException("%s cannot be backed up: %s".formatted(database.name(), backup.problem()));
        }
        return backup;
    }

    /** Restores a backup beside its database, under a name of its own. */
    @PostMapping("/api/backups/{id}/restore")
    @ResponseStatus(HttpStatus.CREATED)
    Restored restore(@PathVariable long id) {
        var backup = backups.find(id).orElseThrow(() -> new RequestNotFoundException("Backup " + id));
        if (backup.ended() == null) {
            throw new ConflictException("The backup %d is not whole; restore an older one.".formatted(id));
        }
        var restored = restores.restore(backup);
        return new Restored(restored.id(), restored.name());
    }

    /** Puts the database as it was before a production upgrade back into its place (decision 1). */
    @PostMapping("/api/databases/{id}/restore")
    Restored restoreFormer(@PathVariable long id) {
        var former = visible(id);
        if (former.kind() != Kind.FORMER || former.origin() == null) {
            throw new ConflictException(
                    "%s is no database as it was before a production upgrade.".formatted(former.name()));
        }
        formers.restore(former);
        var database = databases.require(former.origin());
        return new Restored(database.id(), database.name());
    }

    private HostedDatabase visible(long id) {
        return desk.visible(id, callers.require());
    }
}
