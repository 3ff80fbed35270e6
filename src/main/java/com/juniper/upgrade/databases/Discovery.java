package com.juniper.upgrade.databases;

import com.juniper.upgrade.WhileHeld;
import com.juniper.upgrade.engine.DatabaseAnalysis;
import com.juniper.upgrade.engine.EngineException;
import com.juniper.upgrade.engine.NotAnErpDatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Finds the databases on the clusters, and looks into each once a day. Any node may do it, several at once harmlessly. */
@Component
public class Discovery {

    private static final Logger log = LoggerFactory.getLogger(Discovery.class);
    private static final Duration LOOK_AGAIN = Duration.ofHours(24);
    private static final int LOOKS_AT_ONCE = 100;

    /** The copies that upgrades and builds work on. */
    private static final Pattern WORKED_ON = Pattern.compile("req_.*|build_\\d+");

    private final Clusters clusters;
    private final HostedDatabases databases;
    private final ClusterMarks marks;
    private final JdbcClient jdbc;
    private final String platform;
    private final ClusterRights rights = new ClusterRights();

    Discovery(
            Clusters clusters,
            HostedDatabases databases,
            ClusterMarks marks,
            JdbcClient jdbc,
            JdbcConnectionDetails details) {
        this.clusters = clusters;
        this.databases = databases;
        this.marks = marks;
        this.jdbc = jdbc;
        this.platform = details.getJdbcUrl().replaceAll("\\?.*", "").replaceAll(".*/", "");
    }

    /** Looks at every cluster; one that does not answer is looked at the next time. */
    @WhileHeld
    @Scheduled(initialDelay = 5, fixedDelay = 20, timeUnit = TimeUnit.SECONDS)
    public void look() {
        for (Cluster cluster : clusters.all()) {
            try {
                rights.check(cluster);
                list(cluster);
                databases.unlooked(cluster, LOOK_AGAIN, LOOKS_AT_ONCE).forEach(this::lookInto);
            } catch (ClusterException e) {
                log.warn("{}", e.getMessage());
            }
        }
    }

    /**
     * A database as its server lists it.
     *
     * @param comment on it; empty where there is none
     * @param ofRole the comment on its owner
     */
    private record Listed(String name, long oid, String owner, long bytes, String comment, String ofRole) {}

    void list(Cluster cluster) {
        var foreign = foreign(cluster);
        var listed = cluster.with(Discovery::listed);
        var known = databases.names(cluster);
        listed.stream()
                .filter(database -> !foreign.contains(database.name())
                        && !WORKED_ON.matcher(database.name()).matches()
                        && (known.contains(database.name()) || !isMade(database)))
                .forEach(database ->
                        databases.found(cluster, database.name(), database.oid(), database.owner(), database.bytes()));
        databases.onlyThere(cluster, listed.stream().map(Listed::oid).toList());
    }

    /** Copies and former databases are put into the registry by who makes them; those that are not in it are orphans. */
    private boolean isMade(Listed database) {
        return database.ofRole().equals(marks.role())
                || marks.read(database.comment(), database.oid())
                        .filter(mark -> mark.kind() != ClusterMarks.Kind.CLOSED)
                        .isPresent();
    }

    private static List<Listed> listed(Connection connection) throws SQLException {
        List<Listed> listed = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select datname, oid, pg_get_userbyid(datdba),
                               case when has_database_privilege(oid, 'connect') or pg_has_role('pg_read_all_stats', 'usage')
                                    then pg_database_size(oid) else 0 end,
                               coalesce(shobj_description(oid, 'pg_database'), ''), coalesce(shobj_description(datdba, 'pg_authid'), '')
                        from pg_database where not datistemplate and datname <> 'postgres' order by datname""")) {
            while (rows.next()) {
                listed.add(new Listed(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getString(3),
                        rows.getLong(4),
                        rows.getString(5),
                        rows.getString(6)));
            }
        }
        return listed;
    }

    /** The platform's own, the workshop's, and those that a production upgrade is about to register. */
    private Set<String> foreign(Cluster cluster) {
        Set<String> names = new HashSet<>(jdbc.sql("""
                        select database from upgrade.workshop_database where cluster = :cluster
                        union all select former_name from upgrade.production_switch where cluster = :cluster""")
                .param("cluster", cluster.name())
                .query(String.class)
                .list());
        if (cluster.name().equals(Clusters.LOCAL)) {
            names.add(platform);
        }
        return names;
    }

    private void lookInto(HostedDatabase database) {
        try {
            var address = databases.reader(database);
            var analysis = DatabaseAnalysis.of(address);
            try (Connection connection = address.connect()) {
                databases.looked(database.id(), analysis, users(connection), lastUse(connection), country(connection));
            }
        } catch (NotAnErpDatabaseException e) {
            databases.notLooked(database.id(), "It is no database of the ERP: " + e.getMessage());
        } catch (EngineException | ClusterException | SQLException e) {
            log.warn("Cannot look into {} on {}: {}", database.name(), database.cluster(), e.getMessage());
            databases.notLooked(database.id(), "The platform cannot look inside: " + e.getMessage());
        }
    }

    private static int users(Connection connection) throws SQLException {
        return Integer.parseInt(
                Databases.texts(connection, "select count(*) from public.res_users where active and share is not true")
                        .get(0));
    }

    /** The code of the main company's country, like BE; null where it has none, or a layout of its own. */
    private static @Nullable String country(Connection connection) {
        try {
            return Databases.texts(connection, """
                            select c.code from public.res_company m join public.res_partner p on p.id = m.partner_id
                            join public.res_country c on c.id = p.country_id order by m.id limit 1""").stream().findFirst().orElse(null);
        } catch (SQLException e) {
            return null;
        }
    }

    private static @Nullable Instant lastUse(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select max(create_date) at time zone 'UTC' from public.res_users_log")) {
            rows.next();
            Timestamp last = rows.getTimestamp(1);
            return last == null ? null : last.toInstant();
        }
    }
}
