package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.artifacts.Uploads;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.Workshop;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of the requests that were under way in a backup of the platform's database, once that is restored. Hours may
 * have gone by for their databases and copies, so none goes on where the backup says that it stands.
 *
 * <p>A production upgrade ends with what its cluster says: upgraded, else the database stays as it is, and its customer asks
 * again; it does not begin at another time than was wanted. All others begin anew with the copy; one whose
 * upload is gone is refused then.
 */
@Service
public class RestoredRequests {

    private final UpgradeRequests requests;
    private final UpgradeRun run;
    private final RequestEnds ends;
    private final UpgradeWorkflow workflow;
    private final HostedDatabases databases;
    private final Uploads uploads;
    private final Workshop workshop;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    RestoredRequests(
            UpgradeRequests requests,
            UpgradeRun run,
            RequestEnds ends,
            UpgradeWorkflow workflow,
            HostedDatabases databases,
            Uploads uploads,
            Workshop workshop,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.requests = requests;
        this.run = run;
        this.ends = ends;
        this.workflow = workflow;
        this.databases = databases;
        this.uploads = uploads;
        this.workshop = workshop;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** {@return the requests of which it is not decided what becomes of them} */
    public List<UUID> undecided() {
        return jdbc.sql("select id from upgrade.request where restored = 'FOUND' order by created, id")
                .query(UUID.class)
                .list();
    }

    /**
     * Decides what becomes of a request; called again after a death, it goes on.
     *
     * @param backup of when the backup is
     * @return what that is, in a sentence for operators; empty where it only goes on waiting
     * @throws com.juniper.upgrade.databases.ClusterException if its cluster does not answer
     */
    public Optional<String> decide(UUID id, Instant backup) {
        var request = requests.require(id);
        return request.isHosted() && request.isForProduction()
                ? Optional.of(endProduction(request, backup.truncatedTo(ChronoUnit.SECONDS)))
                : beginAnew(request);
    }

    private String endProduction(UpgradeRequest request, Instant backup) {
        boolean upgraded = run.revert(request.id());
        transaction.executeWithoutResult(status -> {
            if (!upgraded) {
                requests.explain(
                        request.id(),
                        List.of(new Reason(
                                "restored",
                                "The platform was restored from its backup of %s, in which this upgrade had not ended. Please look whether the time is still a good one, and ask again."
                                        .formatted(backup))));
            }
            if (!workflow.endProduction(request.id())) {
                ends.fail(request.id());
            }
            decided(request.id());
        });
        return upgraded
                ? "%s: %s is on version %s, as its cluster says; the request is delivered."
                        .formatted(request.number(), request.databaseName(), request.targetVersion())
                : "%s: the production upgrade of %s is not done, and is not begun now; its customer is asked to ask again."
                        .formatted(request.number(), request.databaseName());
    }

    /** One whose copy stands beside its origin already is only told of. */
    private Optional<String> beginAnew(UpgradeRequest request) {
        if (request.isHosted()
                && databases.madeBy(request.id(), request.copyKind()).isPresent()) {
            transaction.executeWithoutResult(status -> decided(request.id()));
            return Optional.empty();
        }
        return Objects.requireNonNull(transaction.<Optional<String>>execute(status -> {
            boolean again = workflow.beginAnew(request.id());
            if (again || request.state() == RequestState.WAITING_FOR_MODULES) {
                workshop.dropOrLeave(request.workshopName());
                for (String table : List.of("request_step", "request_result")) {
                    jdbc.sql("delete from upgrade.%s where request_id = ?".formatted(table))
                            .param(request.id())
                            .update();
                }
            }
            decided(request.id());
            return again ? Optional.of(begun(request)) : Optional.empty();
        }));
    }

    private String begun(UpgradeRequest request) {
        var upload = request.uploadId();
        boolean gone = upload != null
                && uploads.find(upload, request.submitter())
                        .filter(found -> found.error() == null)
                        .isEmpty();
        return (gone
                        ? "%s: the %s upgrade of %s cannot begin anew, because its upload is gone; its customer is asked to upload again."
                        : "%s: the %s upgrade of %s begins anew with its copy.")
                .formatted(
                        request.number(), request.purpose().label().toLowerCase(Locale.ROOT), request.databaseName());
    }

    private void decided(UUID id) {
        jdbc.sql("update upgrade.request set restored = 'DECIDED' where id = ?")
                .param(id)
                .update();
    }
}
