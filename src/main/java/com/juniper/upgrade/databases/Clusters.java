package com.juniper.upgrade.databases;

import com.juniper.upgrade.JuniperProperties;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** The servers on which databases are hosted: the platform's own, and those of {@code juniper.clusters}. */
@Component
public class Clusters {

    /** The name of the cluster on which the platform's own database is. */
    public static final String LOCAL = "local";

    private static final int DEFAULT_PORT = 5432;

    private final Map<String, Cluster> clusters = new LinkedHashMap<>();

    Clusters(JdbcConnectionDetails platform, JuniperProperties properties) {
        add(
                LOCAL,
                new JuniperProperties.Cluster(
                        platform.getJdbcUrl(),
                        String.valueOf(platform.getUsername()),
                        String.valueOf(platform.getPassword()),
                        Objects.requireNonNullElse(
                                properties.filestore(), properties.home().resolve("filestore")),
                        properties.slots(),
                        properties.databaseUrl() == null
                                        || properties.databaseUrl().isBlank()
                                ? properties.home()
                                : null));
        properties.clusters().forEach(this::add);
    }

    private void add(String name, JuniperProperties.Cluster described) {
        var uri = URI.create(described.url().substring("jdbc:".length()));
        clusters.put(
                name,
                new Cluster(
                        name,
                        uri.getHost(),
                        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                        described.user(),
                        described.password(),
                        described.filestore().toAbsolutePath().normalize(),
                        described.slots(),
                        described.disk()));
    }

    /** {@return every cluster, the platform's own first} */
    public List<Cluster> all() {
        return List.copyOf(clusters.values());
    }

    /** {@return the platform's own cluster, on which uploads are upgraded} */
    public Cluster local() {
        return require(LOCAL);
    }

    /**
     * {@return the cluster of that name}
     *
     * @throws IllegalStateException if the configuration does not name it any more
     */
    public Cluster require(String name) {
        var cluster = clusters.get(name);
        if (cluster == null) {
            throw new IllegalStateException("The configuration names no cluster " + name);
        }
        return cluster;
    }
}
