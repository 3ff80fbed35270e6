package com.juniper.upgrade.databases;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a cluster grants the platform's role for the work on others' databases and sessions (hosting.md). */
final class ClusterRights {

    private static final Logger log = LoggerFactory.getLogger(ClusterRights.class);

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Says once of each cluster what it does not grant. */
    void check(Cluster cluster) {
        if (known.contains(cluster.name())) {
            return;
        }
        var missing = missing(cluster);
        if (known.add(cluster.name()) && !missing.isEmpty()) {
            log.warn(
                    "Cluster {} does not let the platform see and end all that it must: its databases' sizes, others' sessions. Log in there as a superuser and execute: grant {} to {}",
                    cluster,
                    String.join(", ", missing),
                    Cluster.quoted(cluster.user()));
        }
    }

    /** {@return the server's own roles that the platform's role lacks} */
    static List<String> missing(Cluster cluster) {
        return cluster.with(
                connection -> Databases.texts(
                        connection,
                        "select r from unnest(array['pg_signal_backend', 'pg_read_all_stats']) r where not pg_has_role(r, 'usage')"));
    }
}
