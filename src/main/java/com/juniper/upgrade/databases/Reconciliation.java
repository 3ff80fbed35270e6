package com.juniper.upgrade.databases;

import com.juniper.upgrade.databases.ClusterMarks.Kind;
import com.juniper.upgrade.databases.ClusterMarks.Mark;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares what the platform has made on clusters with what its database knows of it, which is less where that was restored
 * from a backup. What nobody can use is dropped, what is closed for ever is opened, what may be a customer's is left to an
 * operator; all of it is told.
 */
@Component
public class Reconciliation {

    private final PlatformHold hold;
    private final ClusterMarks marks;
    private final Discovery discovery;
    private final HostedDatabases databases;
    private final ProductionSwitch production;
    private final FormerDatabases formers;
    private final Workshop workshop;
    private final Filestores filestores;
    private final Clusters clusters;
    private final JdbcClient jdbc;

    Reconciliation(
            PlatformHold hold,
            ClusterMarks marks,
            Discovery discovery,
            HostedDatabases databases,
            ProductionSwitch production,
            FormerDatabases formers,
            Workshop workshop,
            Filestores filestores,
            Clusters clusters,
            JdbcClient jdbc) {
        this.hold = hold;
        this.marks = marks;
        this.discovery = discovery;
        this.databases = databases;
        this.production = production;
        this.formers = formers;
        this.workshop = workshop;
        this.filestores = filestores;
        this.clusters = clusters;
        this.jdbc = jdbc;
    }

    /**
     * Something that was not as the platform's database says.
     *
     * @param kind UPGRADED, OPENED, DROPPED: what was done; DATABASE: an operator decides
     * @param subject the name of the database, or of the role
     * @param droppable whether {@link #drop} takes it
     */
    public record Found(String kind, String cluster, String subject, String sentence, boolean droppable) {}

    private record Marked(String name, long oid, Mark mark) {}

    /**
     * Looks at the production databases of a cluster: registers those that a production upgrade has put in a place, which is
     * not known here, and opens those that one has closed which is not known here.
     *
     * @throws ClusterException if the cluster does not answer
     */
    public List<Found> production(Cluster cluster) {
        if (hold.isHeld()) { // else that is done by itself
            discovery.list(cluster);
        }
        List<Found> found = new ArrayList<>();
        for (var database : cluster.with(this::marked)) {
            (database.mark().kind() == Kind.CLOSED ? open(cluster, database) : former(cluster, database))
                    .ifPresent(found::add);
        }
        return found;
    }

    private List<Marked> marked(Connection connection) throws SQLException {
        List<Marked> marked = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select datname, oid, coalesce(shobj_description(oid, 'pg_database'), '') from pg_database
                        where not datistemplate order by datname""")) {
            while (rows.next()) {
                var name = rows.getString(1);
                long oid = rows.getLong(2);
                marks.read(rows.getString(3), oid).ifPresent(mark -> marked.add(new Marked(name, oid, mark)));
            }
        }
        return marked;
    }

    /** What is closed by an upgrade that is known, and has not ended, is that upgrade's. */
    private Optional<Found> open(Cluster cluster, Marked database) {
        var known = production.find(database.mark().request());
        if (known.filter(state -> state.outcome() == null).isPresent()) {
            return Optional.empty();
        }
        if (known.isPresent()) {
            formers.reopen(cluster, database.oid(), database.mark().name());
            return Optional.of(new Found(
                    "OPENED",
                    cluster.name(),
                    database.name(),
                    "%s was closed, since an operator put what it was before the production upgrade %s into its place, and that did not come to its end. It is open again, as it was."
                            .formatted(database.name(), database.mark().request()),
                    false));
        }
        workshop.drop(role(database.mark()), cluster);
        production.open(cluster, database.name(), database.oid(), database.mark());
        return Optional.of(new Found(
                "OPENED",
                cluster.name(),
                database.name(),
                "%s was closed for the production upgrade %s, which is not known here. It is open again, as it was; its upgraded copy was not ready, and is dropped."
                        .formatted(database.name(), database.mark().request()),
                false));
    }

    private Optional<Found> former(Cluster cluster, Marked former) {
        var mark = former.mark();
        var known = production.find(mark.request());
        if (known.filter(state -> state.outcome() == null).isPresent()
                || databases.names(cluster).contains(former.name())) {
            return Optional.empty();
        }
        var database = databases.production(cluster, mark.name());
        if (database.isEmpty()) {
            return Optional.of(new Found(
                    "DATABASE",
                    cluster.name(),
                    former.name(),
                    "It is what %s was before the production upgrade %s, and there is no %s any more."
                            .formatted(mark.name(), mark.request(), mark.name()),
                    true));
        }
        production.remember(database.get(), former.name(), former.oid(), mark);
        if (database.get().oid() == mark.other()) {
            databases.former(cluster, mark.other()).ifPresent(formers::release);
        }
        return Optional.of(new Found(
                "UPGRADED",
                cluster.name(),
                former.name(),
                (mark.kind() == Kind.FORMER
                                ? "%s is on version %s: the production upgrade %s, of which the backup does not know the end, has put it there. What it was before is kept as %s."
                                : "An operator has put a former database in the place of %s: it is on version %s, after the production upgrade %s. What was there is kept as %s.")
                        .formatted(mark.name(), mark.version(), mark.request(), former.name()),
                false));
    }

    private static String role(Mark mark) {
        return "req_" + mark.request().toString().replace("-", "");
    }

    /**
     * Looks for copies of a cluster that are not known here. Those that nobody has got yet are dropped.
     *
     * @throws ClusterException if the cluster does not answer
     */
    public List<Found> copies(Cluster cluster) {
        List<Found> found = new ArrayList<>();
        var unknown = unknown(cluster);
        unknown.keySet().retainAll(unknown(cluster).keySet()); // not one that was being dropped
        unknown.forEach((role, delivered) -> {
            if (delivered.isEmpty()) {
                workshop.drop(role, cluster);
                found.add(new Found(
                        "DROPPED",
                        cluster.name(),
                        role,
                        "The copy was not ready, and nothing here knows of it: it and its role are dropped.",
                        false));
            } else {
                delivered.forEach(name -> found.add(new Found(
                        "DATABASE",
                        cluster.name(),
                        name,
                        "An upgraded copy of the role %s that nothing here knows of; its customer may use it."
                                .formatted(role),
                        true)));
            }
        });
        return found;
    }

    /** The roles of ours that the workshop does not know, each with the databases that it owns under other names. */
    private Map<String, List<String>> unknown(Cluster cluster) {
        var known = jdbc.sql("select name from upgrade.workshop_database where cluster = ?")
                .param(cluster.name())
                .query(String.class)
                .list();
        Map<String, List<String>> unknown = new LinkedHashMap<>();
        cluster.with(connection -> {
            try (var statement = connection.prepareStatement("""
                            select rolname, datname from pg_roles r left join pg_database d on d.datdba = r.oid and d.datname <> r.rolname
                            where shobj_description(r.oid, 'pg_authid') = ? order by rolname, datname""")) {
                statement.setString(1, marks.role());
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        var role = rows.getString(1);
                        if (!known.contains(role)) {
                            var delivered = unknown.computeIfAbsent(role, none -> new ArrayList<>());
                            Optional.ofNullable(rows.getString(2)).ifPresent(delivered::add);
                        }
                    }
                }
                return unknown;
            }
        });
        // a role is known before it is made, and forgotten after it is dropped: ask again for those that came meanwhile
        jdbc.sql("select name from upgrade.workshop_database where cluster = ?")
                .param(cluster.name())
                .query(String.class)
                .list()
                .forEach(unknown::remove);
        return unknown;
    }

    /**
     * Drops a database that was found, with its role and its files; not one that is known by now.
     *
     * @throws DatabaseBusyException if it is
     */
    public void drop(String clusterName, String database) {
        var cluster = clusters.require(clusterName);
        if (databases.isNamed(cluster, database)) {
            throw new DatabaseBusyException("%s is known by now: drop it at its own page.".formatted(database));
        }
        var owner = unknown(cluster).entrySet().stream()
                .filter(role -> role.getValue().contains(database))
                .map(Map.Entry::getKey)
                .findFirst();
        boolean isFormer = cluster.with(this::marked).stream()
                .anyMatch(marked ->
                        marked.name().equals(database) && marked.mark().kind() != Kind.CLOSED);
        if (owner.isEmpty() && !isFormer) {
            throw new DatabaseBusyException("%s is not one that the platform has made.".formatted(database));
        }
        cluster.execute("drop database if exists %s with (force)".formatted(Cluster.quoted(database)));
        filestores.delete(cluster, database);
        owner.ifPresent(role -> workshop.drop(role, cluster));
    }
}
