package com.juniper.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.projects.GitClient;
import com.juniper.upgrade.sample.SampleCompany;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Measures a build on a staging branch ({@code bin/bench build}): how long the pristine copy of the upgraded backup takes,
 * beside the physical limit in the same run (a plain copy of the same database by template), and the build as a whole.
 */
final class BuildBench {

    private static final List<String> SIZES = List.of("100000", "3000000");
    private static final Version TO = Version.parse("16.0");
    private static final Pattern RESTORED = Pattern.compile("pristine, in (\\d+) ms");
    private static final int BUILDS = 3;

    private final ChildPlatform platform;
    private final Path folder;

    private BuildBench(ChildPlatform platform, Path folder) {
        this.platform = platform;
        this.folder = folder;
    }

    /** Takes numbers of rows of the sample ERP; 3,000,000 are 1 GB. */
    static void run(List<String> sizes) throws IOException, SQLException, InterruptedException {
        var folder = Files.createTempDirectory("bench");
        // PostgreSQL runs as another user, who cannot enter a temporary folder of ours
        var platform = new ChildPlatform(
                Path.of("target", "bench-build-" + ProcessHandle.current().pid()), ChildPlatform.AS_OPERATED);
        platform.start();
        try {
            platform.furnish(folder, SampleCompany.VERSION, TO);
            platform.execute("create role acme login password 'secret'");
            platform.execute("grant acme to juniper with admin option");
            System.out.printf(
                    "%-10s %8s %17s %12s %7s %9s%n",
                    "rows", "size MB", "template copy ms", "restored ms", "ratio", "build ms");
            for (String size : sizes.isEmpty() ? SIZES : sizes) {
                new BuildBench(platform, folder).measure(Long.parseLong(size));
            }
        } finally {
            platform.stop();
        }
    }

    private void measure(long rows) throws IOException, SQLException {
        var name = "bench-" + rows;
        platform.execute("create database \"%s\" owner acme template template0".formatted(name));
        var address =
                new DatabaseAddress(platform.database().url().replaceAll("/[^/]*$", "/" + name), "acme", "secret");
        SampleCompany.fill(address, rows, SampleCompany.SENTENCES);
        try (var connection = address.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into ir_module_module (name, shortdesc, state, latest_version) values ('bench', 'Bench', 'installed', '15.0.1.0.0')");
        }
        var git = project(name);
        var upgraded = upgraded(name);
        long size = Long.parseLong(platform.strings("select pg_database_size('%s') / 1024 / 1024".formatted(upgraded))
                .get(0));
        for (int each = 1; each <= BUILDS; each++) {
            platform.execute("checkpoint");
            long begin = System.nanoTime();
            platform.execute("create database bench_copy template \"%s\" strategy file_copy".formatted(upgraded));
            long copy = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            platform.execute("drop database bench_copy");
            git.commit("README.md", "Build " + each);
            git.run("push", "origin", "main:staging").done();
            var build = ended(name, each);
            long restored = restored(name, each);
            System.out.printf(
                    "%-10d %8d %17d %12d %7.2f %9d%n",
                    rows,
                    size,
                    copy,
                    restored,
                    (double) restored / copy,
                    Duration.between(time(build, "started"), time(build, "ended"))
                            .toMillis());
        }
    }

    private GitClient project(String name) throws IOException, SQLException {
        await(() -> !platform.strings(
                        "select name from upgrade.hosted_database where name = '%s' and version is not null"
                                .formatted(name))
                .isEmpty());
        platform.execute("update upgrade.hosted_database set hosting = 'SH', company = 'acme' where name = '%s'"
                .formatted(name));
        created(operator().post("/api/projects", Map.of("name", name, "database", name)));
        var git = GitClient.begin(
                folder.resolve(name), "http://ada:ada@localhost:%d/git/%s.git".formatted(platform.port(), name));
        git.commit(
                "bench/__manifest__.py",
                "{'name': 'Bench', 'version': '16.0.1.0.0', 'depends': ['base'], 'installable': True}");
        git.run("push", "origin", "main", "main:staging").done();
        ada().post("/api/projects/%s/stage".formatted(name), Map.of("branch", "staging", "stage", "STAGING"));
        return git;
    }

    /** {@return the name of the upgraded backup on the branch} */
    private String upgraded(String name) throws IOException, SQLException {
        created(operator()
                .post(
                        "/api/databases/%s/backups"
                                .formatted(platform.strings("select id from upgrade.hosted_database where name = '%s'"
                                                .formatted(name))
                                        .get(0)),
                        Map.of()));
        created(ada().post(
                        "/api/projects/%s/upgrades".formatted(name),
                        Map.of("branch", "staging", "targetVersion", TO.toString(), "email", "ada@acme.invalid")));
        var databases = "select name from upgrade.hosted_database where kind = 'UPGRADED' and starts_with(name, '%s')"
                .formatted(name);
        await(() -> platform.strings("select state from upgrade.branch_upgrade order by id desc limit 1")
                .equals(List.of("ON_COMMIT")));
        return platform.strings(databases).get(0);
    }

    private JsonNode ended(String name, int number) {
        var path = "/api/projects/%s/builds/%d".formatted(name, number);
        await(() -> !ada().get(path).json().path("ended").asText("").isEmpty());
        var build = ada().get(path).json();
        if (!build.path("state").asText().equals("SUCCEEDED")) {
            throw new IllegalStateException(build.toString());
        }
        return build;
    }

    private long restored(String name, int number) {
        var log = ada().get("/api/projects/%s/builds/%d/logs/upgrade.log".formatted(name, number))
                .body();
        var found = RESTORED.matcher(log);
        if (!found.find()) {
            throw new IllegalStateException(log);
        }
        return Long.parseLong(found.group(1));
    }

    private static Instant time(JsonNode build, String field) {
        return Instant.parse(build.path(field).asText());
    }

    private static void created(TestClient.Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(answer.body());
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(30))
                .pollInterval(Duration.ofMillis(200))
                .until(condition);
    }

    private TestClient ada() {
        return TestClient.as("ada", platform.port());
    }

    private TestClient operator() {
        return TestClient.as("operator", platform.port());
    }
}
