package com.juniper.upgrade.recovery;

import com.juniper.upgrade.WhileHeld;
import com.juniper.upgrade.artifacts.FileStoreAwayException;
import com.juniper.upgrade.databases.Cluster;
import com.juniper.upgrade.databases.ClusterException;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.DatabaseBusyException;
import com.juniper.upgrade.databases.PlatformHold;
import com.juniper.upgrade.databases.Reconciliation;
import com.juniper.upgrade.databases.Reconciliation.Found;
import com.juniper.upgrade.notifications.Outbox;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.DatabaseInUseException;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RestoredRequests;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Compares the platform's database with the clusters and the home folder, tells operators what was not the same, and, after a
 * backup was restored, decides what becomes of the requests in it before anything goes on.
 */
@Service
public class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final PlatformHold hold;
    private final Reconciliation reconciliation;
    private final Clusters clusters;
    private final RestoredRequests requests;
    private final LostFolders folders;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private volatile List<String> problems = List.of();

    Recovery(
            PlatformHold hold,
            Reconciliation reconciliation,
            Clusters clusters,
            RestoredRequests requests,
            LostFolders folders,
            Outbox outbox,
            JdbcClient jdbc) {
        this.hold = hold;
        this.reconciliation = reconciliation;
        this.clusters = clusters;
        this.requests = requests;
        this.folders = folders;
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    /**
     * How far it is.
     *
     * @param held since when the platform does nothing, because its database was restored; null where it works
     * @param backupOf of when that backup is
     * @param reconciled whether everything was compared, and decided, since
     * @param heldMails how many mails may have been sent before
     * @param problems what the last look met
     * @param findings what was found, what waits for an operator first
     */
    public record State(
            @Nullable Instant held,
            @Nullable Instant backupOf,
            boolean reconciled,
            long heldMails,
            List<String> problems,
            List<Finding> findings) {}

    /** {@return how far it is} */
    public State state() {
        var platform = hold.state();
        return new State(
                platform.held(),
                platform.backupOf(),
                platform.reconciled() != null,
                outbox.held(),
                problems,
                jdbc.sql("select * from upgrade.recovery_finding order by done nulls first, id desc limit 500")
                        .query(Recovery::finding)
                        .list());
    }

    private static Finding finding(ResultSet row, int number) throws SQLException {
        var done = row.getTimestamp("done");
        return new Finding(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("place"),
                row.getString("subject"),
                row.getString("sentence"),
                row.getBoolean("droppable"),
                row.getTimestamp("found").toInstant(),
                done == null ? null : done.toInstant());
    }

    @WhileHeld
    @Scheduled(initialDelay = 5, fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
    void lookAgain() {
        if (!hold.isHeld()) {
            return; // what is under way belongs to those who do it
        }
        try {
            look();
        } catch (RuntimeException e) {
            log.warn("The platform's database cannot be compared with the clusters now: {}", e.toString());
        }
    }

    /** Compares everything now. What does not answer is looked at again within a minute. */
    public synchronized void look() {
        Set<String> met = new LinkedHashSet<>();
        var platform = hold.state();
        each(met, reconciliation::production);
        if (platform.held() != null && platform.reconciled() == null) {
            decide(Objects.requireNonNullElse(platform.backupOf(), platform.held()), met);
            lookIntoFolders(met);
        }
        each(met, reconciliation::copies);
        problems = List.copyOf(met);
        if (met.isEmpty()) {
            hold.reconciled();
        }
    }

    private void each(Set<String> met, Function<Cluster, List<Found>> look) {
        for (Cluster cluster : clusters.all()) {
            try {
                look.apply(cluster).forEach(this::keep);
            } catch (ClusterException e) {
                met.add(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) { // the others are looked at all the same
                log.error("The cluster {} cannot be compared", cluster, e);
                met.add("Cluster %s cannot be compared: %s".formatted(cluster, e.getMessage()));
            }
        }
    }

    private void lookIntoFolders(Set<String> met) {
        try {
            folders.look(this::keep);
        } catch (FileStoreAwayException e) {
            met.add("The bucket of results cannot be compared: " + e.getCause());
        }
    }

    private void decide(Instant backup, Set<String> met) {
        for (var request : requests.undecided()) {
            try {
                requests.decide(request, backup)
                        .ifPresent(sentence ->
                                keep(new Found("REQUEST", "platform", request.toString(), sentence, false)));
            } catch (RuntimeException e) {
                log.error("What becomes of request {} is not decided yet", request, e);
                met.add("What becomes of request %s is not decided yet: %s".formatted(request, e.getMessage()));
            }
        }
    }

    private void keep(Found found) {
        int added = jdbc.sql("""
                        insert into upgrade.recovery_finding (kind, place, subject, sentence, droppable) values (?, ?, ?, ?, ?)
                        on conflict on constraint recovery_finding_once do nothing""")
                .params(found.kind(), found.cluster(), found.subject(), found.sentence(), found.droppable())
                .update();
        if (added > 0) {
            log.warn("{} {}: {}", found.cluster(), found.subject(), found.sentence());
        }
    }

    /**
     * Lets the platform go on after a restore.
     *
     * @param mails whether mails are sent that may have been sent before
     * @throws NotAllowedException if the caller is no operator
     * @throws DatabaseInUseException if not everything is compared and decided yet
     */
    public void goOn(boolean mails, Caller caller) {
        requireOperator(caller);
        if (hold.state().reconciled() == null) {
            look();
        }
        if (hold.state().reconciled() == null) {
            throw new DatabaseInUseException(
                    "Not everything is compared with the clusters yet. " + String.join(" ", problems));
        }
        if (mails) {
            outbox.sendHeld();
        }
        hold.letGo();
        log.warn("The platform goes on, as {} wants it", caller.name());
    }

    /**
     * Drops what was found, or, of what cannot be dropped, remembers that an operator has seen it.
     *
     * @param drop false to leave it where it is
     * @throws NotAllowedException if the caller is no operator
     * @throws RequestNotFoundException if there is no such finding
     * @throws DatabaseInUseException if it is known by now
     */
    public void settle(long id, boolean drop, Caller caller) {
        requireOperator(caller);
        var finding = jdbc.sql("select * from upgrade.recovery_finding where id = ?")
                .param(id)
                .query(Recovery::finding)
                .optional()
                .orElseThrow(() -> new RequestNotFoundException("Finding " + id));
        if (drop && finding.droppable() && finding.done() == null) {
            try {
                if (finding.kind().equals("FOLDER")) {
                    folders.drop(finding.place(), finding.subject());
                } else {
                    reconciliation.drop(finding.place(), finding.subject());
                }
            } catch (DatabaseBusyException e) {
                throw new DatabaseInUseException(String.valueOf(e.getMessage()));
            }
        }
        jdbc.sql("update upgrade.recovery_finding set done = now() where id = ? and done is null")
                .param(id)
                .update();
    }

    private static void requireOperator(Caller caller) {
        if (!caller.isOperator()) {
            throw new NotAllowedException("Only operators decide on what was found.");
        }
    }
}
