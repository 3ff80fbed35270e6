package com.juniper.upgrade.databases;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clusters that grant the platform's role less than the platform's own server does. */
class ClusterRightsTest {

    private final DatabaseAddress platform = TestPostgres.createDatabase("rights");
    private final Cluster cluster = new Cluster(
            "far",
            "localhost",
            TestPostgres.server().port(),
            platform.user(),
            platform.password(),
            Path.of("target"),
            1,
            null);

    private void asSuperuser(String sql) throws SQLException {
        try (var connection = TestPostgres.server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    @DisplayName("What a cluster does not grant is known")
    void missing() throws SQLException {
        assertThat(ClusterRights.missing(cluster)).containsExactly("pg_signal_backend", "pg_read_all_stats");

        asSuperuser("grant pg_read_all_stats to " + platform.user());
        assertThat(ClusterRights.missing(cluster)).containsExactly("pg_signal_backend");

        asSuperuser("grant pg_signal_backend to " + platform.user());
        assertThat(ClusterRights.missing(cluster)).isEmpty();
    }

    @Test
    @DisplayName("Sessions of others in a database end also where the server does not say what they are")
    void endsHiddenSessions() throws SQLException {
        asSuperuser("grant pg_signal_backend to " + platform.user());
        var others = TestPostgres.createDatabase("others");
        var name = others.url().replaceAll(".*/", "");

        try (var session = others.connect()) {
            cluster.with(connection -> {
                Databases.endSessions(connection, name);
                return name;
            });

            Awaitility.await()
                    .untilAsserted(() -> assertThat(session.isValid(1)).isFalse());
        }
    }
}
