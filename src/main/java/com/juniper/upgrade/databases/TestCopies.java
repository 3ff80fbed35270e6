package com.juniper.upgrade.databases;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The upgraded test databases that stand beside their origin (R41). */
@Component
public class TestCopies {

    private static final int LONGEST_NAME = 63;

    /** A trial's copy goes when it was looked at; later only where the platform died over it. */
    private static final Duration LOOKED_AT = Duration.ofDays(1);

    private final HostedDatabases databases;
    private final Clusters clusters;
    private final Filestores filestores;
    private final Workshop workshop;
    private final JdbcClient jdbc;
    private final JuniperProperties properties;

    TestCopies(
            HostedDatabases databases,
            Clusters clusters,
            Filestores filestores,
            Workshop workshop,
            JdbcClient jdbc,
            JuniperProperties properties) {
        this.databases = databases;
        this.clusters = clusters;
        this.filestores = filestores;
        this.workshop = workshop;
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /**
     * Makes a test database of an upgraded copy: a name that tells what it is, and the origin's files beside the new ones.
     *
     * @param copy the copy's role
     * @param kind TEST, TRIAL for one that nobody but the platform sees, or UPGRADED for one that builds copy
     * @param files what the upgrade made
     */
    public HostedDatabase place(
            HostedDatabase origin, UUID request, String copy, Kind kind, String version, Path files) {
        var cluster = clusters.require(origin.cluster());
        var name = databases.madeBy(request, kind).map(HostedDatabase::name).orElseGet(() -> freeName(origin, kind));
        filestores.keep(cluster, origin.name(), name);
        filestores.put(cluster, name, files);
        var now = workshop.require(copy).name();
        long oid = cluster.with(connection -> Databases.oid(connection, now)).orElseThrow();
        var test = databases.add(
                origin,
                name,
                oid,
                copy,
                kind,
                request,
                version,
                kind == Kind.TRIAL ? LOOKED_AT : properties.retention().testDatabases());
        workshop.rename(copy, name);
        return test;
    }

    /** Copies an upgraded backup, file by file, for a build; what a killed build left under the name is dropped first. */
    public WorkshopDatabase restore(HostedDatabase upgraded, String build) {
        return workshop.copy(build, clusters.require(upgraded.cluster()), upgraded.name(), upgraded.owner());
    }

    /** Makes the test database of a build's copy, in place of those that former builds made of the same backup (R46). */
    public HostedDatabase place(HostedDatabase upgraded, String build) {
        var cluster = clusters.require(upgraded.cluster());
        var origin = databases.require(Objects.requireNonNull(upgraded.origin()));
        var request = Objects.requireNonNull(upgraded.request());
        var former = databases.testsOf(origin.id()).stream()
                .filter(test -> request.equals(test.request()) && !test.owner().equals(build))
                .toList();
        var now = workshop.require(build).name();
        var name = now.equals(build) ? freeName(origin, Kind.TEST) : now;
        filestores.keep(cluster, upgraded.name(), name);
        long oid = cluster.with(connection -> Databases.oid(connection, now)).orElseThrow();
        var test = databases.add(
                origin,
                name,
                oid,
                build,
                Kind.TEST,
                request,
                upgraded.version(),
                properties.retention().testDatabases());
        workshop.rename(build, name);
        former.forEach(this::drop);
        return test;
    }

    private String freeName(HostedDatabase origin, Kind kind) {
        long made = jdbc.sql("select count(*) from upgrade.hosted_database where origin = ? and kind = ?")
                .params(origin.id(), kind.name())
                .query(Long.class)
                .single();
        var suffix = "-%s-%d".formatted(kind.name().toLowerCase(Locale.ROOT), made + 1);
        return origin.name().substring(0, Math.min(origin.name().length(), LONGEST_NAME - suffix.length())) + suffix;
    }

    /** {@return how to connect to a test database as its owner: what its customer gets} */
    public WorkshopDatabase connection(HostedDatabase test) {
        return workshop.require(test.owner());
    }

    /** Drops a test database, or a former one, with its files and roles; does nothing where it is gone. */
    public void drop(HostedDatabase database) {
        if (database.kind() == Kind.PRODUCTION) {
            throw new IllegalArgumentException("%s is no copy".formatted(database.name()));
        }
        if (database.kind() == Kind.UPGRADED) {
            // what is in its copies belongs to its role
            databases.testsOf(Objects.requireNonNull(database.origin())).stream()
                    .filter(test -> Objects.equals(test.request(), database.request()))
                    .forEach(this::drop);
        }
        var cluster = clusters.require(database.cluster());
        if (database.kind() != Kind.FORMER) {
            workshop.drop(database.owner());
        } else {
            cluster.execute("drop database if exists %s with (force)".formatted(Cluster.quoted(database.name())));
        }
        databases.dropReader(database);
        filestores.delete(cluster, database.name());
        databases.gone(database.id());
    }
}
