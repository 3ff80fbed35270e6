package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.databases.Backups;
import com.juniper.upgrade.databases.Cluster;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.Slots;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Whose turn it is: one upgrade runs per database at a time (decision 8), and as many on a cluster as it has slots. */
@Service
public class Turns {

    private static final Logger log = LoggerFactory.getLogger(Turns.class);
    private static final int WOKEN_AT_ONCE = 3;

    /** A copy, and what its tables leave behind while they are rewritten. */
    private static final int COPY_AND_WORK = 3;

    private final UpgradeRequests requests;
    private final RequestProgress progress;
    private final Slots slots;
    private final HostedDatabases databases;
    private final Clusters clusters;
    private final Backups backups;
    private final UpgradeWorkflow workflow;

    Turns(
            UpgradeRequests requests,
            RequestProgress progress,
            Slots slots,
            HostedDatabases databases,
            Clusters clusters,
            Backups backups,
            UpgradeWorkflow workflow) {
        this.requests = requests;
        this.progress = progress;
        this.slots = slots;
        this.databases = databases;
        this.clusters = clusters;
        this.backups = backups;
        this.workflow = workflow;
    }

    /** Takes the request's turn if it is, and says whether it has it; else the request is queued. */
    public boolean take(UUID id) {
        var request = requests.require(id);
        var wait = wait(request);
        if (wait.isEmpty() && slots.take(id, cluster(request).name())) {
            return true;
        }
        if (request.state() != RequestState.QUEUED) {
            progress.move(id, RequestState.QUEUED);
            progress.of(id).log(wait.orElse("Waits for its turn"));
        }
        return false;
    }

    /** Why a request waits though a slot may be free. */
    private Optional<String> wait(UpgradeRequest request) {
        if (requests.mustQueue(request.id())) {
            return Optional.of("Waits for its turn");
        }
        Long database = request.databaseId();
        if (database == null) {
            return Optional.empty();
        }
        if (request.isForProduction() && backups.isRunning(database)) {
            return Optional.of("Waits for the backup that is being taken"); // to close the database would break it
        }
        return roomless(request);
    }

    private Optional<String> roomless(UpgradeRequest request) {
        var cluster = cluster(request);
        long needed = COPY_AND_WORK * request.uploadBytes();
        var free = cluster.freeBytes();
        if (free.isEmpty() || free.getAsLong() >= needed) {
            return Optional.empty();
        }
        log.warn(
                "The upgrade {} waits: it needs {} MB on the disk of the cluster {}, and {} MB are free",
                request.number(),
                needed >> 20,
                cluster.name(),
                free.getAsLong() >> 20);
        return Optional.of("Waits for room on the platform's disk; the platform's operators are told");
    }

    private Cluster cluster(UpgradeRequest request) {
        return request.databaseId() == null
                ? clusters.local()
                : clusters.require(databases.require(request.databaseId()).cluster());
    }

    /** Gives the turn back, and lets the next ones ask. */
    public void release(UUID id) {
        slots.release(id);
        requests.queued().stream().limit(WOKEN_AT_ONCE).forEach(workflow::wake);
    }

    /** Frees the slot of a request that a person of the platform must look at, and says so. */
    public void stuck(UUID id) {
        progress.own(() -> requests.stuck(id));
        progress.of(id)
                .log("A technical fault stopped the upgrade; the platform's operators are told, nothing is lost");
        progress.own(() -> slots.release(id));
    }
}
