package com.juniper.upgrade;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.SampleCompany;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Measures the upgrade of an uploaded dump of the sample ERP, from the request to the delivered test copy
 * ({@code bin/bench test-upgrade}), part by part; beside it, in the same run on the same server, what no upgrade can do
 * without: a restore of the same dump, and the two dumps that are delivered.
 */
final class TestUpgradeBench {

    private static final List<String> SIZES = List.of("10000", "100000", "1000000");
    private static final Version TO = Version.parse("16.0");

    private final ChildPlatform platform;

    private TestUpgradeBench(ChildPlatform platform) {
        this.platform = platform;
    }

    /** Takes numbers of rows. */
    static void run(List<String> sizes) throws IOException, SQLException, InterruptedException {
        // PostgreSQL runs as another user, who cannot enter a temporary folder of ours
        var platform = new ChildPlatform(
                Path.of(
                        "target",
                        "bench-test-upgrade-" + ProcessHandle.current().pid()),
                ChildPlatform.AS_OPERATED);
        platform.start();
        try {
            platform.furnish(Files.createTempDirectory("bench"), SampleCompany.VERSION, TO);
            var bench = new TestUpgradeBench(platform);
            for (int i = 0; i < 3; i++) { // a platform has upgraded something before
                bench.upgraded(dump("first_" + i, 1000));
            }
            System.out.printf(
                    "%-9s %8s %9s %10s %9s %14s %8s %9s %16s %13s%n",
                    "rows",
                    "dump MB",
                    "whole ms",
                    "restore ms",
                    "engine ms",
                    "neutralize ms",
                    "pack ms",
                    "rest ms",
                    "plain restore ms",
                    "plain dump ms");
            for (String size : sizes.isEmpty() ? SIZES : sizes) {
                bench.measure(Long.parseLong(size));
            }
        } finally {
            platform.stop();
        }
    }

    private void measure(long rows) throws IOException, SQLException, InterruptedException {
        var dump = dump("rows_" + rows, rows);
        var name = "bench_plain_" + rows;
        platform.execute("create role %1$s login password 'secret'".formatted(name));
        platform.execute("create database %1$s owner %1$s template template0".formatted(name));
        var plain = new DatabaseAddress(platform.database().url().replaceAll("/[^/]*$", "/" + name), name, "secret");
        long restore = timed(() -> TestPostgres.restore(dump, plain));
        long dumped = timed(() -> TestPostgres.dump(plain, dump.resolveSibling("bench-plain.dump")));
        platform.execute("drop database " + name);

        var request = upgraded(dump);
        long whole = millis("max(ended) - max(created)", "request where id", request);
        long restored = step(request, "name = 'restore'");
        long engine = step(request, "hop <> '' or name = 'finish'");
        long neutral = step(request, "name in ('neutralize', 'verify')");
        long packed = step(request, "name = 'pack'");
        System.out.printf(
                "%-9d %8d %9d %10d %9d %14d %8d %9d %16d %13d%n",
                rows,
                Files.size(dump) >> 20,
                whole,
                restored,
                engine,
                neutral,
                packed,
                whole - restored - engine - neutral - packed,
                restore,
                dumped);
    }

    private static Path dump(String name, long rows) throws SQLException {
        var database = TestPostgres.createDatabase("bench_" + name);
        SampleCompany.fill(database, rows, SampleCompany.SENTENCES);
        var dump = TestPostgres.dump(
                database, TestPostgres.HOME.resolveSibling("bench-upgrade.dump").toAbsolutePath());
        TestPostgres.drop(database);
        return dump;
    }

    private String upgraded(Path dump) {
        var ada = TestClient.as("ada", platform.port());
        var request = ada.submit(ada.upload(dump), TO.toString(), "JUN-ENT-0001", Map.of())
                .json()
                .path("requestId")
                .asText();
        Awaitility.await(request).atMost(Duration.ofHours(1)).until(() -> {
            var state = ada.get("/api/requests/" + request).json().path("state").asText();
            if (state.equals("FAILED") || state.equals("REFUSED")) {
                throw new IllegalStateException(request + " is " + state);
            }
            return state.equals("DELIVERED");
        });
        return request;
    }

    /** {@return from the begin of the first such step to the end of the last, in ms} */
    private long step(String request, String which) throws IOException, SQLException {
        return millis(
                "max(started + millis * interval '1 ms') - min(started)",
                "request_step where (%s) and request_id".formatted(which),
                request);
    }

    private long millis(String interval, String where, String request) throws IOException, SQLException {
        return Long.parseLong(platform.strings(
                        "select coalesce(round(extract(epoch from %s) * 1000), 0)::bigint from upgrade.%s = '%s'"
                                .formatted(interval, where, request))
                .get(0));
    }

    private static long timed(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
