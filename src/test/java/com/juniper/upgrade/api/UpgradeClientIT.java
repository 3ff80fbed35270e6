package com.juniper.upgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.RealDatabases;
import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Releases;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** The command-line client as customers run it: a Python process, a PostgreSQL server of their own, the real platform. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"juniper.home=target/client-platform-${random.uuid}", "juniper.public-url=http://localhost"})
@DirtiesContext
@Timeout(120)
class UpgradeClientIT {

    @LocalServerPort
    private int port;

    @Autowired
    private Releases releases;

    @TempDir
    private Path home;

    private DatabaseAddress customer;

    @BeforeEach
    void aCustomersMachine() throws Exception {
        for (var version : List.of("16.0", "17.0")) {
            var dump = RealDatabases.dump("reference-" + version).toRealPath();
            if (releases.latest("community")
                            .filter(Version.parse(version)::equals)
                            .isEmpty()
                    && releases.catalogs("community").versions().size() < 2) {
                releases.publish(Version.parse(version), "community", dump, null, "operator");
            }
        }
        customer = TestPostgres.restore(RealDatabases.dump("contacts-16.0"), "customer");
        try (var connection = TestPostgres.server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("alter role %s createdb".formatted(customer.user()));
        }
    }

    @Test
    @DisplayName("R52, R59: test -d makes an upgraded copy beside the original and merges the filestores")
    void upgradesAndRestores() throws Exception {
        var production = home.resolve("data/Odoo/filestore").resolve(customer.user());
        var file = production.resolve(storeName("an attachment"));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "an attachment");
        var restored = customer.user() + "_new";

        var result = client(
                "test",
                "-d",
                customer.user(),
                "-t",
                "17.0",
                "-c",
                "JUN-ENT-0001",
                "-e",
                "it@example.com",
                "-r",
                restored);

        assertThat(result.output()).contains("done: ", "Request UPG-", "test database is " + restored);
        assertThat(result.code()).isZero();
        assertThat(query(customer.user(), "select latest_version from ir_module_module where name = 'base'"))
                .startsWith("16.0");
        assertThat(query(restored, "select latest_version from ir_module_module where name = 'base'"))
                .startsWith("17.0");
        assertThat(query(restored, "select value from ir_config_parameter where key = 'database.is_neutralized'"))
                .isEqualToIgnoringCase("true");
        assertThat(production.resolveSibling(restored).resolve(production.relativize(file)))
                .hasContent("an attachment");
        assertThat(file).hasContent("an attachment");
    }

    private record Result(int code, String output) {}

    private Result client(String... arguments) throws Exception {
        return finished(started("http://localhost:" + port, arguments));
    }

    private Process started(String server, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", "exec python3 <(cat \"$0\") \"$@\"", script(server)));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(home.toFile());
        var environment = builder.environment();
        environment.remove("JUNIPER_TOKEN");
        environment.put("XDG_STATE_HOME", home.resolve("state").toString());
        environment.put("XDG_DATA_HOME", home.resolve("data").toString());
        environment.put("PGHOST", "127.0.0.1");
        environment.put("PGPORT", String.valueOf(TestPostgres.server().port()));
        environment.put("PGUSER", customer.user());
        environment.put("PGPASSWORD", customer.password());
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static Result finished(Process process) throws Exception {
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        System.out.println(output);
        return new Result(process.exitValue(), output);
    }

    private String script(String server) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server + "/upgrade")).build();
        var body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return Files.writeString(home.resolve("upgrade"), body).toString();
    }

    private String query(String database, String sql) throws Exception {
        var address = new DatabaseAddress(TestPostgres.server().url(database), customer.user(), customer.password());
        try (var connection = address.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static String storeName(String content) throws Exception {
        var digest = MessageDigest.getInstance("SHA-1").digest(content.getBytes(StandardCharsets.UTF_8));
        var name = HexFormat.of().formatHex(digest);
        return name.substring(0, 2) + "/" + name;
    }
}
