package com.juniper.upgrade.databases;

import static com.juniper.upgrade.databases.Cluster.quoted;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.stereotype.Component;

/** Makes hosted databases of copies. */
@Component
public class Hosting {

    private final Filestores filestores;
    private final HostedDatabases databases;
    private final Workshop workshop;
    private final Discovery discovery;

    Hosting(Filestores filestores, HostedDatabases databases, Workshop workshop, Discovery discovery) {
        this.filestores = filestores;
        this.databases = databases;
        this.workshop = workshop;
        this.discovery = discovery;
    }

    /** {@return whether a database of that name is hosted on the platform's own cluster} */
    public boolean isHosted(String name) {
        return databases.named(name).stream()
                .anyMatch(database -> database.cluster().equals(Clusters.LOCAL));
    }

    /**
     * Makes a hosted production database of one of the workshop.
     *
     * @param copy the role of the workshop's database, which is dropped
     * @param cluster on which it is
     * @param owner the role that gets it, made where it is missing; a company's id says whose the database is
     * @param files what is added to its files
     */
    public HostedDatabase adopt(String copy, Cluster cluster, String name, String owner, Path files) {
        boolean known = cluster.with(
                connection -> !Databases.texts(connection, "select 1 from pg_roles where rolname = ?", owner)
                        .isEmpty());
        if (!known) {
            cluster.execute("create role " + quoted(owner), "grant %s to current_user".formatted(quoted(owner)));
        }
        workshop.rename(copy, name);
        reassign(cluster, copy, name, owner);
        cluster.execute("grant connect, temporary on database %s to public".formatted(quoted(name)));
        workshop.release(copy);
        filestores.put(cluster, name, files);
        discovery.look();
        return databases.named(name).stream()
                .filter(database -> database.cluster().equals(cluster.name()))
                .findFirst()
                .orElseThrow();
    }

    private static void reassign(Cluster cluster, String from, String name, String to) {
        try (Connection connection = cluster.address(name, cluster.user(), cluster.password())
                        .connect();
                Statement statement = connection.createStatement()) {
            statement.execute("reassign owned by %s to %s".formatted(quoted(from), quoted(to)));
            statement.execute("drop owned by %s".formatted(quoted(from)));
        } catch (SQLException e) {
            throw new ClusterException("Cluster %s failed: %s".formatted(cluster.name(), e.getMessage()), e);
        }
    }
}
