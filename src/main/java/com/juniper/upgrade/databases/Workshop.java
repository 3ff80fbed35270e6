package com.juniper.upgrade.databases;

import static com.juniper.upgrade.databases.Cluster.quoted;

import com.juniper.upgrade.JuniperProperties;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The copies that are upgraded, on whichever cluster. Each has an unprivileged role of its own that may connect to
 * nothing else, and works under limits (security.md); nobody else connects to it.
 */
@Component
public class Workshop {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final Clusters clusters;
    private final JdbcClient jdbc;
    private final ClusterMarks marks;
    private final String node;
    private final TransactionTemplate transactions;

    Workshop(
            Clusters clusters,
            JdbcClient jdbc,
            ClusterMarks marks,
            JuniperProperties properties,
            PlatformTransactionManager manager) {
        this.clusters = clusters;
        this.jdbc = jdbc;
        this.marks = marks;
        this.node = properties.node();
        this.transactions = new TransactionTemplate(manager);
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Makes an empty database on the platform's own cluster. */
    public WorkshopDatabase create(String name) {
        return create(name, clusters.local());
    }

    /** Makes an empty database and its role, which owns it; what a killed run left under the name is dropped first. */
    public WorkshopDatabase create(String name, Cluster cluster) {
        var password = createRole(name, cluster);
        cluster.execute(
                "create database %1$s owner %1$s template template0 encoding 'UTF8'".formatted(name),
                "revoke connect, temporary on database %s from public".formatted(name));
        return new WorkshopDatabase(name, cluster.address(name, name, password));
    }

    /**
     * Makes a copy, file by file, of a database to which nobody is connected; what a killed run left is dropped first.
     * The copy stays its owner's, who cannot connect to it; the copy's role acts as the owner in it.
     */
    WorkshopDatabase copy(String name, Cluster cluster, String template, String owner) {
        var password = createRole(name, cluster);
        cluster.execute("create database %s owner %s template %s strategy file_copy"
                .formatted(name, quoted(owner), quoted(template)));
        cluster.executeTogether(
                "grant %s to %s".formatted(quoted(owner), name),
                "alter role %s set role = %s".formatted(name, Cluster.literal(owner)),
                "revoke connect on database %s from public, %s".formatted(name, quoted(owner)),
                "grant connect on database %1$s to %1$s".formatted(name));
        return new WorkshopDatabase(name, cluster.address(name, name, password));
    }

    private String createRole(String name, Cluster cluster) {
        requireName(name);
        if (isRole(name, cluster)) {
            drop(name);
        }
        var password = randomPassword();
        own("""
                insert into upgrade.workshop_database (name, password, cluster, database, node) values (?, ?, ?, ?, ?)
                on conflict (name) do update
                set password = excluded.password, cluster = excluded.cluster, database = excluded.database, node = excluded.node""", name, password, cluster.name(), name, node);
        cluster.executeTogether(Stream.concat(
                        Stream.of(
                                "create role %s login password '%s' connection limit 12".formatted(name, password),
                                "grant %s to current_user".formatted(name),
                                "comment on role %s is %s".formatted(name, Cluster.literal(marks.role()))),
                        limits(name))
                .toArray(String[]::new));
        return password;
    }

    private static Stream<String> limits(String name) {
        return Stream.of(
                "alter role %s set statement_timeout = '6h'".formatted(name),
                "alter role %s set lock_timeout = '5min'".formatted(name),
                "alter role %s set idle_in_transaction_session_timeout = '10min'".formatted(name),
                // a platform that vanishes without a word leaves no session behind for hours
                "alter role %s set tcp_keepalives_idle = 60".formatted(name),
                "alter role %s set tcp_keepalives_interval = 15".formatted(name),
                "alter role %s set tcp_keepalives_count = 4".formatted(name),
                // the server's log is one: what the platform commits next saves this work too
                "alter role %s set synchronous_commit = off".formatted(name),
                // where the platform's role may: the setting is a superuser's
                """
                do $$ begin
                  if has_parameter_privilege('temp_file_limit', 'set') then alter role %s set temp_file_limit = '20GB'; end if;
                end $$""".formatted(name));
    }

    /**
     * Undoes what a stranger's code may have done to a role and its database while it was restored as that role: its
     * password, its settings, which are its limits, and what keeps others from connecting to the database or dropping it.
     */
    public void settle(String name) {
        requireName(name);
        var cluster = cluster(name);
        var database = require(name);
        cluster.executeTogether(Stream.concat(
                        Stream.of(
                                "alter role %s password %s"
                                        .formatted(
                                                name,
                                                Cluster.literal(
                                                        database.address().password())),
                                "alter role %s reset all".formatted(name),
                                "alter database %s connection limit -1 is_template false"
                                        .formatted(quoted(database.name())),
                                "revoke all on database %s from public".formatted(quoted(database.name())),
                                "grant all on database %s to %s".formatted(quoted(database.name()), name)),
                        limits(name))
                .toArray(String[]::new));
    }

    /** A role is made before its database, and dropped after it: where it is not, nothing is left of a killed run. */
    private static boolean isRole(String name, Cluster cluster) {
        return !cluster.with(
                        connection -> Databases.texts(connection, "select oid from pg_roles where rolname = ?", name))
                .isEmpty();
    }

    /** In a transaction of its own: what is on a cluster is known even where the step that made it is rolled back. */
    private void own(String sql, Object... parameters) {
        transactions.executeWithoutResult(
                status -> jdbc.sql(sql).params(parameters).update());
    }

    /** {@return the database of that role, if it is there} */
    public Optional<WorkshopDatabase> find(String name) {
        return jdbc.sql("select password, cluster, database from upgrade.workshop_database where name = ?")
                .param(name)
                .query((row, number) -> new WorkshopDatabase(
                        row.getString(3),
                        clusters.require(row.getString(2)).address(row.getString(3), name, row.getString(1))))
                .optional();
    }

    /**
     * {@return the database of that role}
     *
     * @throws IllegalStateException if it is gone
     */
    public WorkshopDatabase require(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("The workshop has no database " + name));
    }

    /**
     * Gives a database another name than its role's; does nothing where it has it already. The name is remembered first:
     * whoever dies between the two leaves a database that is known under one of them.
     */
    public void rename(String name, String database) {
        if (!require(name).name().equals(database)) {
            own("update upgrade.workshop_database set database = ? where name = ?", database, name);
        }
        var cluster = cluster(name);
        if (cluster.with(connection -> Databases.oid(connection, name)).isPresent()) {
            endSessions(name);
            cluster.execute("alter database %s rename to %s".formatted(quoted(name), quoted(database)));
        }
    }

    /** {@return the number by which the server knows the database of a role, under whichever of its names} */
    long oid(String name) {
        var database = nameNow(name);
        return cluster(name)
                .with(connection -> Databases.oid(connection, database))
                .orElseThrow(() -> new IllegalStateException("The database of %s is gone".formatted(name)));
    }

    /** As long as there is one of the role's own name, it was not renamed: the other name may be somebody else's. */
    private String nameNow(String name) {
        boolean isNamedAsBefore = cluster(name)
                .with(connection -> Databases.oid(connection, name))
                .isPresent();
        return isNamedAsBefore ? name : find(name).map(WorkshopDatabase::name).orElse(name);
    }

    /** Ends the sessions of a database's role, drops the database and the role; does nothing where they are gone. */
    public void drop(String name) {
        requireName(name);
        var cluster = cluster(name);
        endSessions(name);
        var database = nameNow(name);
        // its owner can make it a template, which is never dropped
        cluster.execute(cluster.with(connection -> Databases.texts(
                        connection,
                        "select format('alter database %I is_template false', datname) from pg_database where datname = ? and datistemplate",
                        database))
                .toArray(String[]::new));
        cluster.execute("drop database if exists %s with (force)".formatted(quoted(database)));
        forget(name, cluster);
    }

    /**
     * Drops the copy of a request that begins anew after the platform's database was restored. One that bears another name is
     * a delivered one by now, which a customer may use: it stays, and its role gets another name.
     */
    public void dropOrLeave(String name) {
        requireName(name);
        var cluster = cluster(name);
        var others = cluster.with(connection -> Databases.texts(
                connection,
                "select datname from pg_database d join pg_roles r on r.oid = d.datdba where r.rolname = ? and d.datname <> r.rolname",
                name));
        if (others.isEmpty()) {
            drop(name, cluster);
            return;
        }
        cluster.execute("drop database if exists %s with (force)".formatted(name));
        cluster.execute("alter role %s rename to left_%s"
                .formatted(name, randomPassword().substring(0, 32)));
        own("delete from upgrade.workshop_database where name = ?", name);
    }

    /** Drops a role that the workshop does not know, and the database of its name. */
    void drop(String name, Cluster cluster) {
        cluster.execute("drop database if exists %s with (force)".formatted(quoted(name)));
        forget(name, cluster);
    }

    /** {@return how large the database of a role is} */
    long bytes(String name) {
        var database = nameNow(name);
        return cluster(name)
                .with(connection -> Long.parseLong(Databases.texts(
                                connection,
                                "select coalesce(max(pg_database_size(oid)), 0) from pg_database where datname = ?",
                                database)
                        .get(0)));
    }

    /** {@return what is free on the disk of a role's database, where this node sees it} */
    OptionalLong freeBytes(String name) {
        return cluster(name).freeBytes();
    }

    /** Drops the role of a database that goes on without it. */
    void release(String name) {
        forget(name, cluster(name));
    }

    private void forget(String name, Cluster cluster) {
        endSessions(name, cluster);
        revokeAll(name, cluster);
        cluster.execute("drop role if exists " + name);
        own("delete from upgrade.workshop_database where name = ?", name);
    }

    /** What a role may do with databases goes: a role that may something cannot be dropped. */
    private static void revokeAll(String name, Cluster cluster) {
        var revokes = cluster.with(connection -> Databases.texts(connection, """
                        select distinct format('revoke all on database %I from %I cascade', d.datname, r.rolname)
                        from pg_roles r, pg_database d, aclexplode(d.datacl) a where r.rolname = ? and a.grantee = r.oid""", name));
        cluster.executeTogether(revokes.toArray(String[]::new));
    }

    /** Drops the databases of a dead node that nobody comes back to: all but those of requests and builds, which go on. */
    public void dropLeftovers(String node) {
        jdbc.sql(
                        "select name from upgrade.workshop_database where node = ? and not starts_with(name, 'req_') and not starts_with(name, 'build_')")
                .param(node)
                .query(String.class)
                .list()
                .forEach(this::drop);
    }

    /** {@return the roles of a kind whose database still bears their name: those that came to no end, or not yet} */
    public List<String> unfinished(String prefix) {
        return jdbc.sql(
                        "select name from upgrade.workshop_database where starts_with(name, ?) and database = name order by name")
                .param(prefix)
                .query(String.class)
                .list();
    }

    /** Ends every session of a database's role: no connection of a dead run goes on. */
    public void endSessions(String name) {
        endSessions(name, cluster(name));
    }

    private static void endSessions(String name, Cluster cluster) {
        requireName(name);
        cluster.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = '%s'".formatted(name));
    }

    /** {@return the major version of the platform's own cluster} */
    public int serverMajor() {
        return jdbc.sql("select current_setting('server_version_num')::int / 10000")
                .query(Integer.class)
                .single();
    }

    private Cluster cluster(String name) {
        return jdbc.sql("select cluster from upgrade.workshop_database where name = ?")
                .param(name)
                .query(String.class)
                .optional()
                .map(clusters::require)
                .orElseGet(clusters::local);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'%s' is no name for a workshop database".formatted(name));
        }
    }

    /** {@return a password of 24 random bytes in hexadecimal digits} */
    static String randomPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
