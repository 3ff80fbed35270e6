package com.juniper.upgrade.databases;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.ClusterMarks.Mark;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts former databases back into their places; what was there becomes a former database in its turn.
 *
 * <p>What begins is written down, then the database is closed, and one transaction gives both their names. The server's own number
 * of a database tells which of the two bears the name: whoever comes after a crash, the next call or {@link #settle()}, ends
 * what was done, or opens the database as it was.
 */
@Component
public class FormerDatabases {

    private static final Logger log = LoggerFactory.getLogger(FormerDatabases.class);

    private final JdbcClient jdbc;
    private final Clusters clusters;
    private final HostedDatabases databases;
    private final ProductionSwitch production;
    private final Filestores filestores;
    private final ClusterMarks marks;
    private final JuniperProperties properties;
    private final TransactionTemplate transactions;

    FormerDatabases(
            JdbcClient jdbc,
            Clusters clusters,
            HostedDatabases databases,
            ProductionSwitch production,
            Filestores filestores,
            ClusterMarks marks,
            JuniperProperties properties,
            PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.clusters = clusters;
        this.databases = databases;
        this.production = production;
        this.filestores = filestores;
        this.marks = marks;
        this.properties = properties;
        this.transactions = new TransactionTemplate(manager);
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * A restore that has begun.
     *
     * @param replacedName the name that the database gets that is in the place now
     */
    private record Restore(
            HostedDatabase former,
            HostedDatabase database,
            long replacedOid,
            String replacedName,
            @Nullable String replacedVersion) {

        UUID request() {
            return Objects.requireNonNull(former.request());
        }
    }

    /**
     * Puts a former database back, as only an operator may (decision 1); does nothing where another call has done it. If it
     * fails, the database that is in the place stays there, open.
     *
     * @throws DatabaseBusyException if the database is being upgraded, is closed, or has a setting that its successor may not get
     */
    public void restore(HostedDatabase former) {
        Long origin = former.origin();
        if (former.kind() != Kind.FORMER || origin == null) {
            throw new IllegalArgumentException("%s is no former database".formatted(former.name()));
        }
        production.locked(origin, () -> {
            begun(origin).forEach(this::settle);
            var database = databases.require(origin);
            var there = databases.find(former.id());
            if (database.oid() == former.oid()) {
                there.ifPresent(this::release);
                return database;
            }
            if (there.isEmpty()) {
                throw new DatabaseBusyException("%s is gone.".formatted(former.name()));
            }
            requireReady(database);
            var restore = begin(former, database);
            try {
                swap(restore);
            } finally {
                settle(restore);
            }
            return database;
        });
    }

    private void requireReady(HostedDatabase database) {
        if (production.isClosed(database.id())) {
            throw new DatabaseBusyException(
                    "The database %s is being upgraded; it is left as it is.".formatted(database.name()));
        }
        production.requireOpen(database);
        var obstacles = production.obstacles(database);
        if (!obstacles.isEmpty()) {
            throw new DatabaseBusyException(String.join(" ", obstacles));
        }
    }

    /** In a transaction of its own: it is known before anything is done. */
    private Restore begin(HostedDatabase former, HostedDatabase database) {
        var restore = new Restore(
                former, database, database.oid(), ProductionSwitch.formerName(database.name()), database.version());
        transactions.executeWithoutResult(status -> jdbc.sql("""
                        insert into upgrade.former_restore (former_id, replaced_oid, replaced_name, replaced_version)
                        values (?, ?, ?, ?)""")
                .params(former.id(), restore.replacedOid(), restore.replacedName(), restore.replacedVersion())
                .update());
        return restore;
    }

    private void swap(Restore restore) {
        var former = restore.former();
        var name = restore.database().name();
        var cluster = clusters.require(former.cluster());
        filestores.keep(cluster, former.name(), name); // the ERP may have deleted some since
        cluster.with(connection -> {
            var swap = new DatabaseSwap(connection);
            connection.setAutoCommit(false);
            swap.close(restore.replacedOid(), mark(ClusterMarks.Kind.CLOSED, restore, 0, restore.replacedName(), ""));
            connection.commit();
            Databases.endSessions(connection, name);
            filestores.keep(cluster, name, restore.replacedName());
            swap.swap(
                    restore.replacedOid(),
                    former.oid(),
                    restore.replacedName(),
                    mark(
                            ClusterMarks.Kind.REPLACED,
                            restore,
                            former.oid(),
                            name,
                            Objects.requireNonNullElse(former.version(), "")));
            connection.commit();
            return restore;
        });
    }

    private String mark(ClusterMarks.Kind kind, Restore restore, long other, String name, String version) {
        return marks.text(new Mark(kind, restore.request(), other, name, version), restore.replacedOid());
    }

    /** Ends what platforms have begun that died over it. */
    @Scheduled(initialDelay = 3, fixedDelay = 15, timeUnit = TimeUnit.SECONDS)
    void settle() {
        for (long database : jdbc.sql(
                        "select distinct f.origin from upgrade.former_restore r join upgrade.hosted_database f on f.id = r.former_id")
                .query(Long.class)
                .list()) {
            try {
                production.ifNobodyIsAt(database, () -> begun(database).forEach(this::settle));
            } catch (RuntimeException e) {
                log.error("What was to be put in the place of database {} is looked at again", database, e);
            }
        }
    }

    private List<Restore> begun(long database) {
        return jdbc.sql("""
                        select r.* from upgrade.former_restore r join upgrade.hosted_database f on f.id = r.former_id
                        where f.origin = ? order by f.id""")
                .param(database)
                .query((row, number) -> new Restore(
                        databases.known(row.getLong("former_id")),
                        databases.known(database),
                        row.getLong("replaced_oid"),
                        row.getString("replaced_name"),
                        row.getString("replaced_version")))
                .list();
    }

    /** Does what is left to do, as the server says it: either database may be in the place. */
    private void settle(Restore restore) {
        var former = restore.former();
        var cluster = clusters.require(former.cluster());
        long inPlace = cluster.with(connection ->
                        Databases.oid(connection, restore.database().name()))
                .orElse(0L);
        if (inPlace == former.oid()) {
            finish(restore);
            log.info("{} is what {} was", restore.database().name(), former.name());
        } else if (inPlace == restore.replacedOid()) {
            reopen(cluster, restore.replacedOid(), restore.replacedName());
            log.warn(
                    "{} was not put back; {} is open, as it was",
                    former.name(),
                    restore.database().name());
        } else {
            log.warn(
                    "Neither {} nor what was to replace it has its name any more",
                    restore.database().name());
        }
        transactions.executeWithoutResult(status -> jdbc.sql("delete from upgrade.former_restore where former_id = ?")
                .param(former.id())
                .update());
    }

    private void finish(Restore restore) {
        transactions.executeWithoutResult(status -> {
            databases.add(
                    restore.database(),
                    restore.replacedName(),
                    restore.replacedOid(),
                    restore.database().owner(),
                    Kind.FORMER,
                    restore.request(),
                    restore.replacedVersion(),
                    properties.retention().formerDatabases());
            databases.moved(
                    restore.database().id(),
                    restore.former().oid(),
                    restore.former().version());
            databases.gone(restore.former().id());
        });
        release(restore.former());
    }

    /** Forgets a former database that is back in its place: its name is nobody's any more. */
    void release(HostedDatabase former) {
        filestores.delete(clusters.require(former.cluster()), former.name());
        databases.dropReader(former);
        databases.gone(former.id());
    }

    /** Opens a database, as it was, for which no former one came. */
    void reopen(Cluster cluster, long oid, String replacedName) {
        cluster.with(connection -> {
            connection.setAutoCommit(false);
            new DatabaseSwap(connection).open(oid);
            connection.commit();
            return oid;
        });
        filestores.delete(cluster, replacedName);
    }
}
