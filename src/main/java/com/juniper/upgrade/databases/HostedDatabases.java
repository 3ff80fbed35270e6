package com.juniper.upgrade.databases;

import com.juniper.upgrade.databases.HostedDatabase.Kind;
import com.juniper.upgrade.engine.Analysis;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.ModuleInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The registry of hosted databases. */
@Repository
public class HostedDatabases {

    private static final int READERS_SESSIONS = 8;

    private final JdbcClient jdbc;
    private final Clusters clusters;

    HostedDatabases(JdbcClient jdbc, Clusters clusters) {
        this.jdbc = jdbc;
        this.clusters = clusters;
    }

    /** {@return a database that is there} */
    public Optional<HostedDatabase> find(long id) {
        return jdbc.sql("select * from upgrade.hosted_database where id = ? and gone is null")
                .param(id)
                .query(HostedDatabases::database)
                .optional();
    }

    /** {@return the database of that id} */
    public HostedDatabase require(long id) {
        return find(id).orElseThrow(() -> new IllegalStateException("There is no hosted database " + id));
    }

    /** {@return the database of that id, which may be gone} */
    HostedDatabase known(long id) {
        return jdbc.sql("select * from upgrade.hosted_database where id = ?")
                .param(id)
                .query(HostedDatabases::database)
                .single();
    }

    /** {@return the databases that bear a name: at most one on each cluster} */
    public List<HostedDatabase> named(String name) {
        return jdbc.sql("select * from upgrade.hosted_database where name = ? and gone is null order by id")
                .param(name)
                .query(HostedDatabases::database)
                .list();
    }

    /** {@return the database that a request made; the newest, where builds made several of its upgraded backup} */
    public Optional<HostedDatabase> madeBy(UUID request, Kind kind) {
        return jdbc.sql(
                        "select * from upgrade.hosted_database where request_id = ? and kind = ? and gone is null order by id desc limit 1")
                .params(request, kind.name())
                .query(HostedDatabases::database)
                .optional();
    }

    /** {@return whether a database of that name is known on a cluster} */
    boolean isNamed(Cluster cluster, String name) {
        return jdbc.sql("select count(*) from upgrade.hosted_database where cluster = ? and name = ? and gone is null")
                        .params(cluster.name(), name)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** {@return the test copies of a database, newest first} */
    public List<HostedDatabase> testsOf(long origin) {
        return jdbc.sql(
                        "select * from upgrade.hosted_database where origin = ? and kind = 'TEST' and gone is null order by id desc")
                .param(origin)
                .query(HostedDatabases::database)
                .list();
    }

    /** {@return the databases whose time is over} */
    List<HostedDatabase> expired() {
        return jdbc.sql("select * from upgrade.hosted_database where expires < now() and gone is null order by id")
                .query(HostedDatabases::database)
                .list();
    }

    /**
     * {@return databases of a cluster that were not looked into for that long, longest first}; one that could not be is
     * looked into again after as long as it is known, ten minutes at most: it may have been found while it was being made
     */
    List<HostedDatabase> unlooked(Cluster cluster, Duration age, int limit) {
        return jdbc.sql("""
                        select * from upgrade.hosted_database d
                        where cluster = ? and gone is null and kind = 'PRODUCTION'
                          and coalesce(looked, '-infinity')
                            < now() - case when problem is null then ? * interval '1 second'
                                         else least(looked - found, interval '10 minutes') end
                          and not exists (select from upgrade.production_switch s where s.database_id = d.id and s.outcome is null)
                        order by looked nulls first, id limit ?""")
                .params(cluster.name(), age.toSeconds(), limit)
                .query(HostedDatabases::database)
                .list();
    }

    /** Puts a database into the registry that a request made; what is known of its origin is taken for it, too. */
    HostedDatabase add(
            HostedDatabase origin,
            String name,
            long oid,
            String owner,
            Kind kind,
            UUID request,
            @Nullable String version,
            Duration keep) {
        jdbc.sql("""
                        insert into upgrade.hosted_database (cluster, name, oid, owner, kind, hosting, company, origin, request_id,
                          line, version, edition, bytes, expires)
                        select cluster, :name, :oid, :owner, :kind, hosting, company, id, :request, line, coalesce(:version, version), edition, bytes,
                          now() + :keep * interval '1 second'
                        from upgrade.hosted_database where id = :origin
                        on conflict (cluster, name) where gone is null do update set oid = excluded.oid, kind = excluded.kind,
                          origin = excluded.origin, request_id = excluded.request_id, expires = excluded.expires
                        where hosted_database.kind in ('PRODUCTION', excluded.kind) and hosted_database.oid = excluded.oid
                          or hosted_database.request_id = excluded.request_id""")
                .param("name", name)
                .param("oid", oid)
                .param("owner", owner)
                .param("kind", kind.name())
                .param("request", request)
                .param("version", version)
                .param("keep", keep.toSeconds())
                .param("origin", origin.id())
                .update();
        return named(name).stream()
                .filter(added -> added.cluster().equals(origin.cluster()) && request.equals(added.request()))
                .findFirst()
                .orElseThrow(() -> new DatabaseBusyException(
                        "The name %s is another database's on %s already".formatted(name, origin.cluster())));
    }

    /** Says that a database was found on its cluster, under the name by which it is known or a new one. */
    void found(Cluster cluster, String name, long oid, String owner, long bytes) {
        jdbc.sql("""
                        insert into upgrade.hosted_database (cluster, name, oid, owner, kind, company, bytes)
                        values (:cluster, :name, :oid, :owner, 'PRODUCTION', (select id from upgrade.company where id = :owner), :bytes)
                        on conflict (cluster, name) where gone is null do update set
                          looked = case when hosted_database.oid = excluded.oid then hosted_database.looked end,
                          oid = excluded.oid, bytes = excluded.bytes,
                          owner = case when hosted_database.kind = 'PRODUCTION' then excluded.owner else hosted_database.owner end
                        where (hosted_database.oid, hosted_database.bytes) is distinct from (excluded.oid, excluded.bytes)
                          or hosted_database.kind = 'PRODUCTION' and hosted_database.owner <> excluded.owner""")
                .param("cluster", cluster.name())
                .param("name", name)
                .param("oid", oid)
                .param("owner", owner)
                .param("bytes", bytes)
                .update();
    }

    /** {@return the names of the databases of a cluster that are known} */
    Set<String> names(Cluster cluster) {
        return Set.copyOf(jdbc.sql("select name from upgrade.hosted_database where cluster = ? and gone is null")
                .param(cluster.name())
                .query(String.class)
                .list());
    }

    /** {@return the production database of a name on a cluster} */
    Optional<HostedDatabase> production(Cluster cluster, String name) {
        return named(name).stream()
                .filter(database -> database.cluster().equals(cluster.name()) && database.kind() == Kind.PRODUCTION)
                .findFirst();
    }

    /** {@return the former database of that number on a cluster} */
    Optional<HostedDatabase> former(Cluster cluster, long oid) {
        return jdbc.sql(
                        "select * from upgrade.hosted_database where cluster = ? and oid = ? and kind = 'FORMER' and gone is null")
                .params(cluster.name(), oid)
                .query(HostedDatabases::database)
                .optional();
    }

    /** Says that of a cluster's databases only those are there, by the server's numbers. */
    void onlyThere(Cluster cluster, List<Long> oids) {
        jdbc.sql(
                        "update upgrade.hosted_database set gone = now() where cluster = ? and gone is null and oid <> all (?)")
                .params(cluster.name(), oids.toArray(Long[]::new))
                .update();
    }

    /** Says that another one bears the name of a database now; its version is null where nobody has told it. */
    void moved(long id, long oid, @Nullable String version) {
        jdbc.sql("update upgrade.hosted_database set oid = ?, version = ?, looked = null where id = ?")
                .params(oid, version, id)
                .update();
    }

    /** Says that a database was dropped. */
    void gone(long id) {
        jdbc.sql("update upgrade.hosted_database set gone = now() where id = ? and gone is null")
                .param(id)
                .update();
    }

    /** Remembers what a look inside found. */
    void looked(long id, Analysis analysis, int users, @Nullable Instant lastUse, @Nullable String country) {
        jdbc.sql("""
                        update upgrade.hosted_database set looked = now(), problem = null, line = :line, version = :version,
                          edition = :edition, uuid = :uuid, modules = :modules, module_names = :names, country = :country,
                          users = :users, last_use = :lastUse
                        where id = :id""")
                .param("line", analysis.line())
                .param("version", analysis.version().toString())
                .param("edition", analysis.edition())
                .param("uuid", analysis.uuid())
                .param("modules", analysis.modules().size())
                .param(
                        "names",
                        analysis.modules().stream().map(ModuleInfo::name).toArray(String[]::new))
                .param("country", country)
                .param("users", users)
                .param("lastUse", lastUse == null ? null : Timestamp.from(lastUse))
                .param("id", id)
                .update();
    }

    /** Remembers why a look inside failed. */
    void notLooked(long id, String problem) {
        jdbc.sql("update upgrade.hosted_database set looked = now(), problem = ? where id = ?")
                .params(problem, id)
                .update();
    }

    /** Says whose a database is; null for nobody's. */
    public void assign(long id, @Nullable String company, String hosting) {
        jdbc.sql("update upgrade.hosted_database set company = ?, hosting = ? where id = ? or origin = ?")
                .params(company, hosting, id, id)
                .update();
    }

    /**
     * {@return how to read in a database, with its owner's eyes and in read-only transactions; never as a superuser}
     *
     * @throws ClusterException if the platform's role may not act as the owner
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public DatabaseAddress reader(HostedDatabase database) {
        var cluster = clusters.require(database.cluster());
        var role = "reader_" + database.id();
        var password = jdbc.sql("select reader_password from upgrade.hosted_database where id = ? for update")
                .param(database.id())
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElseGet(() -> createReader(cluster, database, role));
        return cluster.address(database.name(), role, password);
    }

    /**
     * {@return how to write in a database, with its owner's eyes: for messages of the platform's own}
     *
     * @throws ClusterException if the platform's role may not act as the owner
     */
    public DatabaseAddress writer(HostedDatabase database) {
        var reader = reader(database);
        return new DatabaseAddress(
                reader.url() + "?options=-c%20default_transaction_read_only=off", reader.user(), reader.password());
    }

    /** Says what part a database has in rolling releases: a canary, none at all, or null for the usual one. */
    public void takePart(long id, @Nullable RollingPart part) {
        jdbc.sql("update upgrade.hosted_database set rolling = ? where id = ?")
                .params(part == null ? null : part.name(), id)
                .update();
    }

    /** {@return what part these databases have in rolling releases, of those that have not the usual one} */
    public Map<Long, RollingPart> parts(Collection<Long> ids) {
        Map<Long, RollingPart> parts = new HashMap<>();
        jdbc.sql("select id, rolling from upgrade.hosted_database where id = any(?) and rolling is not null")
                .param(ids.toArray(Long[]::new))
                .query(row -> {
                    parts.put(row.getLong(1), RollingPart.valueOf(row.getString(2)));
                });
        return parts;
    }

    /** What part a database has in rolling releases, where not the usual one. */
    public enum RollingPart {
        /** Is tried before the others. */
        CANARY,
        /** Its customer does not want to be invited. */
        OPT_OUT
    }

    private String createReader(Cluster cluster, HostedDatabase database, String role) {
        var password = Workshop.randomPassword();
        cluster.execute(
                "drop role if exists " + role,
                "create role %s login password '%s' connection limit %d".formatted(role, password, READERS_SESSIONS),
                "grant %s to %s".formatted(Cluster.quoted(database.owner()), role),
                "alter role %s set role = %s".formatted(role, Cluster.literal(database.owner())),
                "alter role %s set default_transaction_read_only = on".formatted(role),
                "alter role %s set statement_timeout = '15s'".formatted(role),
                "alter role %s set idle_in_transaction_session_timeout = '1min'".formatted(role));
        if (database.kind() == Kind.UPGRADED) { // its own role may not connect to it any more
            cluster.execute("grant connect on database %s to %s".formatted(Cluster.quoted(database.name()), role));
        }
        jdbc.sql("update upgrade.hosted_database set reader_password = ? where id = ?")
                .params(password, database.id())
                .update();
        return password;
    }

    /** Drops the role that reads in a database. */
    void dropReader(HostedDatabase database) {
        clusters.require(database.cluster()).execute("drop role if exists reader_" + database.id());
    }

    static HostedDatabase database(ResultSet row, int number) throws SQLException {
        return new HostedDatabase(
                row.getLong("id"),
                row.getString("cluster"),
                row.getString("name"),
                row.getLong("oid"),
                row.getString("owner"),
                Kind.valueOf(row.getString("kind")),
                row.getString("hosting"),
                row.getString("company"),
                row.getObject("origin", Long.class),
                row.getObject("request_id", UUID.class),
                row.getString("line"),
                row.getString("version"),
                row.getString("edition"),
                row.getObject("modules", Integer.class),
                row.getObject("users", Integer.class),
                row.getLong("bytes"),
                instant(row.getTimestamp("last_use")),
                row.getString("problem"),
                instant(row.getTimestamp("expires")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
