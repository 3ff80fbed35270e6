package com.juniper.upgrade.databases;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The upgraded test databases that stand beside their origin (R41). */
@Component
public class TestCopies {

    private static final int LONGEST_NAME = 63;

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
     * @param files what the upgrade made
     */
    public HostedDatabase place(HostedDatabase origin, UUID request, String copy, String version, Path files) {
        var cluster = clusters.require(origin.cluster());
        var name =
                databases.madeBy(request, Kind.TEST).map(HostedDatabase::name).orElseGet(() -> freeName(origin));
        filestores.keep(cluster, origin.name(), name);
        filestores.put(cluster, name, files);
        var now = workshop.require(copy).name();
        long oid = cluster.with(connection -> Databases.oid(connection, now)).orElseThrow();
        var test = databases.add(
                origin,
                name,
                oid,
                copy,
                Kind.TEST,
                request,
                version,
                properties.retention().testDatabases());
        workshop.rename(copy, name);
        return test;
    }

    private String freeName(HostedDatabase origin) {
        long made = jdbc.sql("select count(*) from upgrade.hosted_database where origin = ? and kind = 'TEST'")
                .param(origin.id())
                .query(Long.class)
                .single();
        var suffix = "-test-" + (made + 1);
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
        var cluster = clusters.require(database.cluster());
        if (database.kind() == Kind.TEST) {
            workshop.drop(database.owner());
        } else {
            cluster.execute("drop database if exists %s with (force)".formatted(Cluster.quoted(database.name())));
        }
        databases.dropReader(database);
        filestores.delete(cluster, database.name());
        databases.gone(database.id());
    }
}
