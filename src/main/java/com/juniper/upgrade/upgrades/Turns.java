package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.databases.Backups;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.Slots;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Whose turn it is: one upgrade runs per database at a time (decision 8), and as many on a cluster as it has slots. */
@Service
public class Turns {

    private static final int WOKEN_AT_ONCE = 3;

    private final UpgradeRequests requests;
    private final RequestProgress progress;
    private final Slots slots;
    private final HostedDatabases databases;
    private final Backups backups;
    private final UpgradeWorkflow workflow;

    Turns(
            UpgradeRequests requests,
            RequestProgress progress,
            Slots slots,
            HostedDatabases databases,
            Backups backups,
            UpgradeWorkflow workflow) {
        this.requests = requests;
        this.progress = progress;
        this.slots = slots;
        this.databases = databases;
        this.backups = backups;
        this.workflow = workflow;
    }

    /** Takes the request's turn if it is, and says whether it has it; else the request is queued. */
    public boolean take(UUID id) {
        var request = requests.require(id);
        if (!requests.mustQueue(id) && !isBackedUp(request) && slots.take(id, cluster(request))) {
            return true;
        }
        if (request.state() != RequestState.QUEUED) {
            progress.move(id, RequestState.QUEUED);
            progress.of(id).log("Waits for its turn");
        }
        return false;
    }

    /** Closing a database would break the backup that is being taken of it. */
    private boolean isBackedUp(UpgradeRequest request) {
        return request.databaseId() != null && request.isForProduction() && backups.isRunning(request.databaseId());
    }

    private String cluster(UpgradeRequest request) {
        return request.databaseId() == null
                ? Clusters.LOCAL
                : databases.require(request.databaseId()).cluster();
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
