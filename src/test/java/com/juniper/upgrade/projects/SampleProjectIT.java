package com.juniper.upgrade.projects;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.databases.Backups;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.sample.SampleHosting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sample's project, which newcomers try. */
@PlatformTest
class SampleProjectIT {

    @TempDir
    private Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private SampleProject sample;

    @Test
    @DisplayName("R42, R43, R46: the sample's project is made once; its staging branch is upgraded and built")
    void isUpgraded() throws Exception {
        sample.run(new DefaultApplicationArguments());
        var demo = TestClient.as("demo", port);
        assertThat(demo.get("/api/projects").json()).as("without its database").isEmpty();
        var hosting = new SampleHosting(platform, folder);
        hosting.publish("16.0", "17.0");
        var database = hosting.host("acme-rental");

        sample.run(new DefaultApplicationArguments());
        var made = demo.get("/api/projects/acme-rental");
        sample.run(new DefaultApplicationArguments());

        assertThat(demo.get("/api/projects/acme-rental").json()).isEqualTo(made.json());
        assertThat(made.json().at("/branches").findValuesAsText("stage")).containsExactly("PRODUCTION", "STAGING");
        assertThat(made.json().at("/branches/0/branch/pushedBy").asText()).isEqualTo("demo");
        assertThat(made.json().at("/branches/1/commits")).hasSize(2);
        assertThat(platform.getBean(HostedDatabases.class)
                        .require(database.id())
                        .hosting())
                .isEqualTo("SH");
        assertThat(platform.getBean(Backups.class).of(database.id())).hasSize(1);
        var git = GitClient.begin(
                folder.resolve("work"), "http://demo:demo@localhost:%d/git/acme-rental.git".formatted(port));
        git.run("fetch", "--quiet", "origin").done();
        git.run("checkout", "--quiet", "staging").done();
        assertThat(git.folder().resolve("acme_rental/__manifest__.py"))
                .content()
                .contains("17.0.1.0.0");

        var asked = demo.post(
                "/api/projects/acme-rental/upgrades",
                Map.of("branch", "staging", "targetVersion", "17.0", "email", "demo@acme.invalid"));
        assertThat(asked.status()).as(asked.body()).isEqualTo(201);
        Awaitility.await("the upgraded backup")
                .atMost(Duration.ofMinutes(3))
                .until(() -> demo.post("/api/projects/acme-rental/builds", Map.of("branch", "staging"))
                                .status()
                        == 201);
        Awaitility.await("the build").atMost(Duration.ofMinutes(3)).until(() -> !demo.get(
                        "/api/projects/acme-rental/builds/1")
                .json()
                .path("ended")
                .isNull());

        var build = demo.get("/api/projects/acme-rental/builds/1").json();
        assertThat(build.path("state").asText()).as(build.toString()).isEqualTo("SUCCEEDED");
        var copy = platform.getBean(HostedDatabases.class)
                .require(build.path("database").asLong());
        try (var connection = platform.getBean(LocalPostgres.class)
                        .superuser(copy.name())
                        .connect();
                var rows = connection.createStatement().executeQuery("""
                        select (select latest_version from ir_module_module where name = 'acme_rental'),
                          (select count(*) from acme_rental_order where deposit = 10),
                          (select count(*) from ir_model_data where module = 'acme_rental' and name = 'renter')""")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("17.0.1.0.0");
            assertThat(rows.getInt(2)).isGreaterThan(100);
            assertThat(rows.getInt(3)).isEqualTo(1);
        }
        assertThat(platform.getBean(JdbcClient.class)
                        .sql("select count(*) from upgrade.project")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }
}
