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
        var now = workshop.require(copy).name();
        var name = now.equals(copy) ? freeName(origin, kind) : now; // else the platform died in this
        filestores.keep(cluster, origin.name(), name);
        filestores.put(cluster, name, files);
        var test = databases.add(origin, name, workshop.oid(copy), copy, kind, request, version, keep(kind));
        workshop.rename(copy, name);
        if (kind == Kind.UPGRADED) {
            // whoever gets a build acts as this role: the backup stays pristine (R47)
            cluster.execute(
                    "alter database %s owner to current_user".formatted(Cluster.quoted(name)),
                    "revoke all on database %s from public, %s".formatted(Cluster.quoted(name), Cluster.quoted(copy)));
        }
        return test;
    }

    /** An upgraded backup is there as long as its branch may be in upgrade mode, and its builds as long as a test. */
    private Duration keep(Kind kind) {
        return switch (kind) {
            case TRIAL -> LOOKED_AT;
            case UPGRADED ->
                properties.projects().upgradeMode().plus(properties.retention().testDatabases());
            default -> properties.retention().testDatabases();
        };
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
        var test = databases.add(
                origin,
                freeName(origin, Kind.TEST),
                workshop.oid(build),
                build,
                Kind.TEST,
                request,
                upgraded.version(),
                keep(Kind.TEST));
        filestores.keep(cluster, upgraded.name(), test.name());
        workshop.rename(build, test.name());
        former.forEach(this::drop);
        return test;
    }

    /** A name that neither the registry nor the server knows; two who look at once do not both get it into the registry. */
    private String freeName(HostedDatabase origin, Kind kind) {
        var cluster = clusters.require(origin.cluster());
        long made = jdbc.sql("select count(*) from upgrade.hosted_database where origin = ? and kind = ?")
                .params(origin.id(), kind.name())
                .query(Long.class)
                .single();
        while (true) {
            made++;
            var suffix = "-%s-%d".formatted(kind.name().toLowerCase(Locale.ROOT), made);
            var name = origin.name().substring(0, Math.min(origin.name().length(), LONGEST_NAME - suffix.length()))
                    + suffix;
            if (!databases.isNamed(cluster, name)
                    && cluster.with(connection -> Databases.oid(connection, name))
                            .isEmpty()) {
                return name;
            }
        }
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
