package com.juniper.upgrade.databases;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.ClusterMarks.Mark;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts an upgraded copy into a hosted database's place, or leaves everything as it was (design.md, How a production
 * upgrade stays all-or-nothing).
 *
 * <p>The database is closed, copied, and the copy upgraded; then one transaction renames both and opens the copy under
 * the database's name, with its grants, settings and limits. Until that commits the original is untouched. The server's
 * own number of a database (its oid) tells which of the two bears the name: that alone decides what a crash left. Each
 * method may be called again, by anyone, at any time.
 */
@Component
public class ProductionSwitch {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss_SSS").withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 63;

    private final JdbcClient jdbc;
    private final Clusters clusters;
    private final HostedDatabases databases;
    private final Filestores filestores;
    private final Workshop workshop;
    private final ClusterMarks marks;
    private final JuniperProperties properties;
    private final TransactionTemplate transactions;

    ProductionSwitch(
            JdbcClient jdbc,
            Clusters clusters,
            HostedDatabases databases,
            Filestores filestores,
            Workshop workshop,
            ClusterMarks marks,
            JuniperProperties properties,
            PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.clusters = clusters;
        this.databases = databases;
        this.filestores = filestores;
        this.workshop = workshop;
        this.marks = marks;
        this.properties = properties;
        this.transactions = new TransactionTemplate(manager);
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** How a production upgrade ended for its database. */
    public enum Outcome {
        /** The upgraded copy bears the database's name, and is open. */
        UPGRADED,
        /** The database is as it was, and open. */
        REVERTED
    }

    /**
     * A production upgrade of a hosted database.
     *
     * @param formerName the name that the original gets
     * @param copyOid the number of the copy; null until it is made
     * @param closed when the database was closed
     * @param opened when it was open again; null until then
     */
    public record State(
            UUID request,
            long database,
            String cluster,
            String name,
            String formerName,
            long originalOid,
            @Nullable Long copyOid,
            Instant closed,
            @Nullable Instant opened,
            @Nullable Outcome outcome) {

        /** {@return how long nobody could use the database, until now where it is not open yet} */
        public Duration downtime() {
            return Duration.between(closed, Objects.requireNonNullElseGet(opened, Instant::now));
        }
    }

    /** {@return the state of a request's production upgrade; empty before it closed anything} */
    public Optional<State> find(UUID request) {
        return jdbc.sql("select * from upgrade.production_switch where request_id = ?")
                .param(request)
                .query(ProductionSwitch::state)
                .optional();
    }

    /** {@return the production upgrades behind whose closed door a database is} */
    public List<State> closed() {
        return jdbc.sql("select * from upgrade.production_switch where outcome is null order by closed")
                .query(ProductionSwitch::state)
                .list();
    }

    /** {@return whether a database is behind the closed door of its upgrade} */
    public boolean isClosed(long database) {
        return closed().stream().anyMatch(state -> state.database() == database);
    }

    /** {@return the upgrade behind whose closed door a database is} */
    public Optional<State> closedFor(String database) {
        return closed().stream().filter(state -> state.name().equals(database)).findFirst();
    }

    /** {@return why a database cannot be upgraded in its place, each with the way out; none where it can} */
    public List<String> obstacles(HostedDatabase database) {
        return clusters
                .require(database.cluster())
                .with(connection -> new DatabaseSwap(connection).refusedSettings(database.oid()))
                .stream()
                .map(setting ->
                        "The database in its place could not get the setting %s. Reset it in %s, or let the platform's role set it, and ask again."
                                .formatted(setting, database.name()))
                .toList();
    }

    /**
     * Refuses new connections to a database and ends its sessions.
     *
     * @throws DatabaseBusyException if it is closed already, by others
     */
    public void close(UUID request, long database) {
        locked(database, () -> {
            var state = find(request).orElseGet(() -> begin(request, databases.require(database)));
            requireUndecided(state);
            cluster(state).with(connection -> {
                connection.setAutoCommit(false);
                new DatabaseSwap(connection)
                        .close(
                                state.originalOid(),
                                marks.text(
                                        new Mark(ClusterMarks.Kind.CLOSED, request, 0, state.formerName(), ""),
                                        state.originalOid()));
                connection.commit();
                Databases.endSessions(connection, state.name());
                return state;
            });
            return state;
        });
    }

    /** In a transaction of its own: it is known before anything is done. */
    private State begin(UUID request, HostedDatabase database) {
        requireOpen(database);
        transactions.executeWithoutResult(status -> jdbc.sql("""
                        insert into upgrade.production_switch (request_id, database_id, cluster, name, former_name, original_oid)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(
                        request,
                        database.id(),
                        database.cluster(),
                        database.name(),
                        formerName(database.name()),
                        database.oid())
                .update());
        return find(request).orElseThrow();
    }

    /** Refuses a database that is closed, by whomever, or is not the one that was found under its name. */
    void requireOpen(HostedDatabase database) {
        var open = clusters.require(database.cluster())
                .with(connection -> Databases.texts(
                        connection,
                        "select datallowconn::text from pg_database where oid = ? and datname = ?",
                        database.oid(),
                        database.name()));
        if (!open.equals(List.of("true"))) {
            throw new DatabaseBusyException("The database %s %s; it is left as it is."
                    .formatted(
                            database.name(),
                            open.isEmpty()
                                    ? "is not the one that was found on its cluster"
                                    : "takes no connections already"));
        }
        boolean isBeingReplaced =
                jdbc.sql("""
                        select count(*) > 0 from upgrade.former_restore r join upgrade.hosted_database f on f.id = r.former_id
                        where f.origin = ?""").param(database.id()).query(Boolean.class).single();
        if (isBeingReplaced) {
            throw new DatabaseBusyException("A former database is being put in the place of %s; it is left as it is."
                    .formatted(database.name()));
        }
    }

    static String formerName(String name) {
        var suffix = "_backup_" + STAMP.format(Instant.now());
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - suffix.length())) + suffix;
    }

    /** Copies the closed database; the copy's role alone may connect to the copy. */
    public WorkshopDatabase copy(UUID request, String copy) {
        var state = require(request);
        var database = databases.require(state.database());
        locked(state.database(), () -> {
            requireUndecided(require(request));
            return state;
        });
        var made = workshop.copy(copy, cluster(state), state.name(), database.owner());
        long oid = cluster(state)
                .with(connection -> Databases.oid(connection, copy))
                .orElseThrow();
        jdbc.sql("update upgrade.production_switch set copy_oid = ? where request_id = ?")
                .params(oid, request)
                .update();
        return made;
    }

    /** Adds what the upgrade made to the database's files; what is there already is not changed. */
    public void addFiles(UUID request, Path files) {
        var state = require(request);
        filestores.add(cluster(state), state.name(), files, request);
    }

    /**
     * Puts the upgraded copy into the database's place and opens it; the original stays under its former name, closed.
     *
     * @param version that the copy has now
     * @throws IllegalStateException if it was reverted meanwhile
     */
    public State swap(UUID request, String copy, String version) {
        var before = require(request);
        return locked(before.database(), () -> {
            var state = require(request);
            if (state.outcome() == Outcome.UPGRADED) {
                settle(state, copy); // who upgraded it may have died before that
                return state;
            }
            requireUndecided(state);
            long copyOid = Objects.requireNonNull(state.copyOid(), "nothing was copied");
            var cluster = cluster(state);
            if (!isSwapped(state)) {
                filestores.keep(cluster, state.name(), state.formerName());
                workshop.endSessions(copy);
                cluster.with(connection -> {
                    connection.setAutoCommit(false);
                    new DatabaseSwap(connection)
                            .swap(
                                    state.originalOid(),
                                    copyOid,
                                    state.formerName(),
                                    marks.text(
                                            new Mark(ClusterMarks.Kind.FORMER, request, copyOid, state.name(), version),
                                            state.originalOid()));
                    connection.commit();
                    return state;
                });
            }
            return upgraded(state, copy, version);
        });
    }

    /** Remembers what the server says already: the copy bears the name. */
    private State upgraded(State state, String copy, String version) {
        var database = databases.require(state.database());
        long copyOid = cluster(state)
                .with(connection -> Databases.oid(connection, state.name()))
                .orElseThrow();
        boolean isKept = cluster(state)
                .with(connection -> Databases.oid(connection, state.formerName()))
                .isPresent();
        transactions.executeWithoutResult(status -> {
            if (isKept) { // else a restored platform is late: it was dropped when its time was over
                addFormer(database, state.formerName(), state.originalOid(), state.request());
            }
            databases.moved(database.id(), copyOid, version);
            end(state.request(), Outcome.UPGRADED);
        });
        settle(state, copy);
        return require(state.request());
    }

    /** Takes away what an upgrade that has its database in place needs no more. */
    private void settle(State state, String copy) {
        filestores.settled(cluster(state), state.request());
        workshop.release(copy);
    }

    private void addFormer(HostedDatabase database, String name, long oid, UUID request) {
        databases.add(
                database,
                name,
                oid,
                database.owner(),
                Kind.FORMER,
                request,
                null,
                properties.retention().formerDatabases());
    }

    /**
     * Remembers a production upgrade that this database does not know, as the mark on the former database tells it.
     *
     * @param database in whose place the upgraded one is
     * @param former the name of the former one
     */
    void remember(HostedDatabase database, String former, long formerOid, Mark mark) {
        transactions.executeWithoutResult(status -> {
            if (mark.kind() == ClusterMarks.Kind.FORMER) {
                jdbc.sql("""
                                insert into upgrade.production_switch
                                  (request_id, database_id, cluster, name, former_name, original_oid, copy_oid, opened, outcome)
                                select r.id, ?, ?, ?, ?, ?, ?, now(), 'UPGRADED' from upgrade.request r where r.id = ?
                                on conflict (request_id) do nothing""")
                        .params(
                                database.id(),
                                database.cluster(),
                                database.name(),
                                former,
                                formerOid,
                                mark.other(),
                                mark.request())
                        .update();
            }
            addFormer(database, former, formerOid, mark.request());
            if (databases.require(database.id()).oid() == mark.other() || database.oid() == formerOid) {
                databases.moved(database.id(), mark.other(), mark.version().isEmpty() ? null : mark.version());
            }
        });
    }

    /** Opens a database as it was that is closed for a production upgrade of which this database knows nothing. */
    void open(Cluster cluster, String name, long oid, Mark mark) {
        filestores.takeBack(cluster, name, mark.name(), mark.request());
        cluster.with(connection -> {
            connection.setAutoCommit(false);
            new DatabaseSwap(connection).open(oid);
            connection.commit();
            return oid;
        });
    }

    /**
     * Leaves the database as it was, open, unless the copy is in its place already: then that stays, open.
     *
     * @param version that the copy has then
     * @return what came of it; empty where the request had not closed anything
     */
    public Optional<Outcome> revert(UUID request, String copy, String version) {
        var before = find(request);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(locked(before.get().database(), () -> {
            var state = require(request);
            if (state.outcome() != null) {
                return state.outcome();
            }
            if (isSwapped(state)) {
                upgraded(state, copy, version);
                return Outcome.UPGRADED;
            }
            workshop.drop(copy);
            var cluster = cluster(state);
            filestores.takeBack(cluster, state.name(), state.formerName(), request);
            cluster.with(connection -> {
                connection.setAutoCommit(false);
                new DatabaseSwap(connection).open(state.originalOid());
                connection.commit();
                return state;
            });
            transactions.executeWithoutResult(status -> end(request, Outcome.REVERTED));
            return Outcome.REVERTED;
        }));
    }

    /**
     * Whether another database has the name: the copy, or one of which the mark on the original says that it is the copy, where
     * a restored platform knows of none. Where the original is gone there is nothing that could be left as it was.
     */
    private boolean isSwapped(State state) {
        return cluster(state).with(connection -> {
            long named = Databases.oid(connection, state.name()).orElse(state.originalOid());
            if (named == state.originalOid()) {
                return false;
            }
            var original = Databases.texts(
                    connection,
                    "select coalesce(shobj_description(oid, 'pg_database'), '') from pg_database where oid = ?",
                    state.originalOid());
            return Objects.equals(state.copyOid(), named)
                    || original.isEmpty()
                    || marks.read(original.get(0), state.originalOid())
                            .filter(mark -> mark.isFormerOf(state.request()))
                            .isPresent();
        });
    }

    private void end(UUID request, Outcome outcome) {
        jdbc.sql("update upgrade.production_switch set outcome = ?, opened = now() where request_id = ?")
                .params(outcome.name(), request)
                .update();
    }

    private static void requireUndecided(State state) {
        if (state.outcome() != null) {
            throw new IllegalStateException("The production upgrade has ended already: " + state.outcome());
        }
    }

    private State require(UUID request) {
        return find(request).orElseThrow(() -> new IllegalStateException("No database was closed for " + request));
    }

    private Cluster cluster(State state) {
        return clusters.require(state.cluster());
    }

    /** One at a time for a database, over all nodes; a dead one's lock ends with its session. */
    <T> T locked(long database, Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('production_switch'), ?)")
                    .param((int) database)
                    .query((row, number) -> true)
                    .single();
            return work.get();
        }));
    }

    /** As {@link #locked}; does nothing where somebody is at the database already. */
    void ifNobodyIsAt(long database, Runnable work) {
        transactions.executeWithoutResult(status -> {
            boolean isFree = jdbc.sql("select pg_try_advisory_xact_lock(hashtext('production_switch'), ?)")
                    .param((int) database)
                    .query(Boolean.class)
                    .single();
            if (isFree) {
                work.run();
            }
        });
    }

    private static State state(ResultSet row, int number) throws SQLException {
        var outcome = row.getString("outcome");
        Timestamp opened = row.getTimestamp("opened");
        return new State(
                row.getObject("request_id", UUID.class),
                row.getLong("database_id"),
                row.getString("cluster"),
                row.getString("name"),
                row.getString("former_name"),
                row.getLong("original_oid"),
                row.getObject("copy_oid", Long.class),
                row.getTimestamp("closed").toInstant(),
                opened == null ? null : opened.toInstant(),
                outcome == null ? null : Outcome.valueOf(outcome));
    }
}
