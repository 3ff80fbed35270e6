package com.juniper.upgrade.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.S3Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of delivered files whose time is over. */
@PlatformTest
class ArtifactsIT {

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RequestKeys keys;

    @Autowired
    private JuniperProperties properties;

    @Test
    @DisplayName(
            "R31: what a platform left in the home folder that died while it brought files to the bucket goes with them")
    void purgesWhatADeadOneLeft() throws Exception {
        var made = new CaseFixture(platform).deliveredTo("demo");
        try (var proxy = S3Proxy.start(folder);
                var bucket = new S3Store(
                        new JuniperProperties.S3(
                                S3Proxy.BUCKET,
                                proxy.endpoint(),
                                "us-east-1",
                                "",
                                S3Proxy.ACCESS_KEY,
                                S3Proxy.SECRET_KEY,
                                true),
                        5 << 20)) {
            var artifacts = new Artifacts(jdbc, keys, Optional.of(bucket), properties);
            var home = artifacts.folder(made.request());
            byte[] report = Files.readAllBytes(home.resolve("report.json"));
            artifacts.bringToBucket();
            Files.write(home.resolve("report.json"), report);

            artifacts.purge(Instant.now().plus(Duration.ofDays(1000)));

            assertThat(bucket.names()).isEmpty();
            assertThat(home).isEmptyDirectory();
        }
    }

    @Test
    @DisplayName("R31: a request's empty folder goes when the request has ended for a day, not before")
    void removesEmptyFolders() throws Exception {
        var made = new CaseFixture(platform).deliveredTo("demo");
        var running = new CaseFixture(platform).make("demo", "RUNNING");
        var artifacts = platform.getBean(Artifacts.class);
        jdbc.sql("update upgrade.request set ended = now() where id = ?")
                .param(made.request())
                .update();
        var over = Instant.now().plus(Duration.ofDays(1000));

        artifacts.purge(over);

        var folders = properties.home().resolve("artifacts");
        assertThat(folders.resolve(made.request().toString())).doesNotExist();
        assertThat(folders.resolve(running.request().toString())).isEmptyDirectory();
    }
}
