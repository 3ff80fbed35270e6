package com.juniper.upgrade;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The product as {@code bin/run} starts it, from the jar that the build made. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunIT {

    private static final Duration LONGEST_START = Duration.ofMinutes(6);
    private static final double PATIENCE_MS = 60_000;

    private final Path home =
            Path.of("target", "test-run-" + ProcessHandle.current().pid()).toAbsolutePath();

    @Test
    @DisplayName(
            "bin/run starts a platform with the whole sample, whose Tasklist works; when it ends, PostgreSQL ends with it")
    void startsAndEnds() throws IOException, InterruptedException {
        // the build gives its jar a fixed time, which would have it built anew
        Files.setLastModifiedTime(Path.of("target/juniper-upgrade.jar"), FileTime.from(Instant.now()));
        int port = freePort();
        var log = Files.createDirectories(home).resolve("run.log").toFile();
        var run = start(port, log);
        try {
            Awaitility.await("the start, see " + log)
                    .atMost(LONGEST_START)
                    .ignoreExceptions()
                    .failFast("it ended, see " + log, () -> !run.isAlive())
                    .until(() -> Files.readString(log.toPath())
                            .contains("Juniper Upgrade is ready at http://localhost:" + port));

            assertThat(TestClient.nobody(port).get("/actuator/health").status()).isEqualTo(200);
            assertThat(TestClient.as("demo", port).get("/api/databases").body())
                    .contains("acme-shop", "acme-studio", "acme-rental", "acme-latest")
                    .doesNotContain("rivalry");
            assertThat(TestClient.as("demo", port)
                            .get("/api/projects/acme-rental")
                            .json()
                            .findValuesAsText("stage"))
                    .containsExactly("PRODUCTION", "STAGING");
            opensTasklist("http://localhost:" + port);
        } finally {
            run.destroy();
            assertThat(run.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
            assertThat(run.exitValue())
                    .as("as one that was asked to, see " + log)
                    .isEqualTo(143);
        }

        assertThat(home.resolve("postgres/data")).exists();
        assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    private Process start(int port, File log) throws IOException {
        var builder = new ProcessBuilder("bin/run").redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().put("JUNIPER_HOME", home.toString());
        return builder.start();
    }

    private static void opensTasklist(String url) {
        try (var browser = TestBrowser.at(url)) {
            var page = browser.login("operator");
            page.navigate(url + "/camunda/app/tasklist/default/");

            assertThat(page.getByText("My groups").first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
