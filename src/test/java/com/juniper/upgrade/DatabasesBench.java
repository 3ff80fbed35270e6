package com.juniper.upgrade;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.sample.ErpBuilder;
import com.juniper.upgrade.sample.SampleCompany;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Measures a platform with many hosted databases ({@code bin/bench databases}): how long until all are in the registry and
 * were looked into, how fast the manager answers then, how many backups a minute it takes, and its least heap.
 */
final class DatabasesBench {

    private static final List<String> NUMBERS = List.of("100", "1000");
    private static final Duration BACKUPS = Duration.ofMinutes(1);

    private final ChildPlatform platform;

    private DatabasesBench(ChildPlatform platform) {
        this.platform = platform;
    }

    /** Takes numbers of databases, rising. */
    static void run(List<String> numbers) throws IOException, SQLException, InterruptedException {
        // PostgreSQL runs as another user, who cannot enter a temporary folder of ours
        var platform = new ChildPlatform(
                Path.of("target", "bench-databases-" + ProcessHandle.current().pid()));
        platform.start();
        try {
            platform.execute("create role acme login password 'secret'");
            platform.execute("grant acme to juniper with admin option");
            platform.execute("insert into upgrade.company values ('acme', 'Acme')");
            platform.execute("create database shop owner acme template template0");
            ErpBuilder.build(
                    new DatabaseAddress(platform.database().url().replaceAll("/[^/]*$", "/shop"), "acme", "secret"),
                    SampleCompany.VERSION,
                    Set.of("contacts"));
            System.out.printf(
                    "%-10s %9s %10s %12s %13s %13s %9s%n",
                    "databases", "found ms", "looked ms", "page ms p95", "search ms p95", "backups/min", "heap MB");
            var bench = new DatabasesBench(platform);
            int there = 1;
            for (String number : numbers.isEmpty() ? NUMBERS : numbers) {
                bench.measure(there, Integer.parseInt(number));
                there = Integer.parseInt(number);
            }
        } finally {
            platform.stop();
        }
    }

    private void measure(int there, int databases) throws IOException, SQLException, InterruptedException {
        for (int i = there; i < databases; i++) {
            var copy = "create database shop_%05d owner acme template shop strategy file_copy".formatted(i);
            Awaitility.await(copy)
                    .pollInterval(Duration.ofMillis(100))
                    .pollDelay(Duration.ZERO)
                    .ignoreExceptions() // the platform looks into the template too
                    .until(() -> {
                        platform.execute(copy);
                        return true;
                    });
        }
        long begin = System.nanoTime();
        await("select count(*) from upgrade.hosted_database", databases);
        long found = millisSince(begin);
        await("select count(*) from upgrade.hosted_database where looked is not null", databases);
        long looked = millisSince(begin);
        var operator = TestClient.as("operator", platform.port());
        long page = AnswerTimes.of("page", i -> operator.get("/api/databases?sort=last-use&page=" + (1 + i % 2)))
                .percentile(95);
        long search = AnswerTimes.of("search", i -> operator.get("/api/databases?search=shop_00" + i % 10))
                .percentile(95);
        long before = backups();
        Thread.sleep(BACKUPS.toMillis());
        System.out.printf(
                "%-10d %9d %10d %12d %13d %13d %9d%n",
                databases, found, looked, page, search, backups() - before, leastHeap(operator) >> 20);
    }

    private void await(String count, int databases) {
        Awaitility.await(count)
                .atMost(Duration.ofMinutes(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Integer.parseInt(platform.strings(count).get(0)) >= databases);
    }

    private long backups() throws IOException, SQLException {
        return Long.parseLong(platform.strings("select count(*) from upgrade.backup where ended is not null")
                .get(0));
    }

    private static long leastHeap(TestClient operator) throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            least = Math.min(least, (long)
                    Stream.of(operator.get("/actuator/prometheus").body().split("\n", -1))
                            .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                            .sum());
            Thread.sleep(500);
        }
        return least;
    }

    private static long millisSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
