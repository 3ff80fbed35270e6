package com.juniper.upgrade;

import com.juniper.bench.BareServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A {@link BareServer} in a process of its own, with a database on the server of the platform that it stands beside. */
final class BareChild implements AutoCloseable {

    private static final List<String> LEFT_OUT = List.of(
            "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
            "org.springframework.boot.autoconfigure.session.SessionAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration",
            "org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration");

    private final int port;
    private final Path file;
    private final Process process;

    BareChild(ChildPlatform beside) throws IOException, SQLException {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        beside.execute("create database bare");
        var database = beside.database();
        file = beside.home().resolve("bare.bin");
        var log = beside.home().resolve("bare.log");
        var builder = ChildPlatform.java(
                "-Dspring.autoconfigure.exclude=" + String.join(",", LEFT_OUT),
                "-Dspring.datasource.url=" + database.url().replaceAll("/[^/]*$", "/bare"),
                "-Dspring.datasource.username=" + database.user(),
                "-Dspring.datasource.password=" + database.password(),
                "-Dcamunda.bpm.database.schema-update=true",
                "-Dcamunda.bpm.authorization.enabled=false",
                "-Dcamunda.bpm.deployment-resource-pattern=classpath*:bpmn/TestUpgrade.bpmn",
                "-Dcamunda.bpm.job-execution.enabled=false",
                "-Dserver.port=" + port,
                BareServer.class.getName());
        builder.environment().put("BARE_FILE", file.toString());
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Awaitility.await("the bare server, see " + log)
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .failFast("it ended, see " + log, () -> !process.isAlive())
                .until(() -> TestClient.nobody(port).get("/engine-rest/engine").status() == 200);
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Files.deleteIfExists(file);
    }
}
