package com.juniper.upgrade;

import com.juniper.upgrade.engine.CatalogCapture;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Hop;
import com.juniper.upgrade.engine.StepResult;
import com.juniper.upgrade.engine.UpgradeEngine;
import com.juniper.upgrade.engine.UpgradeListener;
import com.juniper.upgrade.engine.UpgradeSettings;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.SampleCompany;
import com.juniper.upgrade.sample.SampleErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times one hop, 15.0 to 16.0, of companies of several sizes beside the physical limit of the same run: copying the
 * database's files and rebuilding its indexes ({@code bin/bench hop}).
 */
final class HopBench {

    private static final int RUNS = 3;
    private static final long ONE_RUN_FROM = 1_000_000;
    private static final int MILLION = 1_000_000;
    private static final List<String> SIZES = List.of("10000", "100000", "1000000", "10000000", "business-15.0");
    private static final Hop HOP = new Hop(SampleCompany.VERSION, Version.parse("16.0"));

    /** What one run took: the hop and the limit in ms, live heap in MB, PostgreSQL's temporary files in MB. */
    private record Run(long hop, long limit, long heap, long temporary, List<StepResult> steps) {}

    private final Path folder;
    private final Map<String, Catalogs> published = new HashMap<>();

    private HopBench(Path folder) {
        this.folder = folder;
    }

    /** Takes numbers of rows, and names of real databases of 15.0. */
    static void run(List<String> sizes) throws IOException {
        var bench = new HopBench(Files.createTempDirectory("bench"));
        System.out.printf(
                "%-14s %10s %8s %9s %12s %9s %9s %8s %8s   %s%n",
                "database",
                "rows",
                "size MB",
                "hop ms",
                "ms/10^6 rows",
                "limit ms",
                "hop/limit",
                "heap MB",
                "temp MB",
                "longest steps");
        for (String size : sizes.isEmpty() ? SIZES : sizes) {
            bench.measure(size);
        }
    }

    private void measure(String size) {
        if (size.chars().allMatch(Character::isDigit)) {
            measure("sample", SampleCompany.create(Long.parseLong(size)), samples());
        } else if (Files.exists(RealDatabases.FOLDER)) {
            measure(size, TestPostgres.restore(RealDatabases.dump(size), "company"), references());
        } else {
            System.out.printf("%s is left out: the folder %s is not on this machine%n", size, RealDatabases.FOLDER);
        }
    }

    private Catalogs samples() {
        return published("sample", () -> SampleErp.publish(folder, HOP.from(), HOP.to()));
    }

    private Catalogs references() {
        return published("community", () -> {
            Map<Version, Path> files = new HashMap<>();
            for (Version version : List.of(HOP.from(), HOP.to())) {
                var reference = TestPostgres.restore(RealDatabases.dump("reference-" + version), "reference");
                files.put(version, folder.resolve("community-" + version + ".zip"));
                CatalogCapture.capture(reference, null, "community", files.get(version));
                TestPostgres.drop(reference);
            }
            return new Catalogs("community", files);
        });
    }

    private Catalogs published(String line, Supplier<Catalogs> publish) {
        var known = published.get(line);
        if (known == null) {
            known = publish.get();
            published.put(line, known);
        }
        return known;
    }

    private void measure(String name, DatabaseAddress database, Catalogs catalogs) {
        execute(database, "analyze");
        long rows = number(
                database,
                "select sum(greatest(reltuples, 0)) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace");
        long size = number(database, "select pg_database_size(current_database()) / 1024 / 1024");
        var best = IntStream.range(0, rows >= ONE_RUN_FROM ? 1 : RUNS)
                .mapToObj(run -> run(database, catalogs))
                .min(Comparator.comparing(Run::hop))
                .orElseThrow();
        TestPostgres.drop(database);
        System.out.printf(
                "%-14s %10d %8d %9d %12d %9d %9.2f %8d %8d   %s%n",
                name,
                rows,
                size,
                best.hop(),
                best.hop() * MILLION / rows,
                best.limit(),
                (double) best.hop() / best.limit(),
                best.heap(),
                best.temporary(),
                longest(best.steps()));
    }

    private static Run run(DatabaseAddress database, Catalogs catalogs) {
        long limit = limit(database);
        var copy = TestPostgres.copy(database, "hop");
        try (var heap = LiveHeap.watch()) {
            List<StepResult> steps = new CopyOnWriteArrayList<>();
            var listener = new UpgradeListener() {
                @Override
                public void stepEnded(String hop, String step, long rows, Duration time) {
                    steps.add(new StepResult(step, step, rows, time.toMillis()));
                }
            };
            long start = System.nanoTime();
            new UpgradeEngine(UpgradeSettings.defaults()).hop(copy, HOP, catalogs, listener);
            long hop = millisSince(start);
            System.gc(); // a small hop may need none
            return new Run(hop, limit, heap.peakMegabytes(), temporary(copy), steps);
        } finally {
            TestPostgres.drop(copy);
        }
    }

    private static long limit(DatabaseAddress database) {
        try (Connection server = superuser("postgres")) {
            long start = System.nanoTime();
            execute(server, "create database bench_limit template %s strategy file_copy".formatted(name(database)));
            try (Connection copy = superuser("bench_limit")) {
                execute(copy, "set maintenance_work_mem = '256MB'");
                execute(copy, "reindex database bench_limit");
            }
            long limit = millisSince(start);
            execute(server, "drop database bench_limit");
            return limit;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long temporary(DatabaseAddress database) {
        return number(
                database, "select temp_bytes / 1024 / 1024 from pg_stat_database where datname = current_database()");
    }

    private static String longest(List<StepResult> steps) {
        long all = steps.stream().mapToLong(StepResult::millis).sum();
        return steps.stream()
                .sorted(Comparator.comparing(StepResult::millis).reversed())
                .limit(5)
                .map(step -> "%s %d %%".formatted(step.name(), step.millis() * 100 / all))
                .collect(Collectors.joining(", "));
    }

    private static String name(DatabaseAddress database) {
        return database.url().replaceAll(".*/", "");
    }

    private static Connection superuser(String database) throws SQLException {
        return TestPostgres.server().superuser(database).connect();
    }

    private static void execute(DatabaseAddress database, String sql) {
        try (Connection connection = database.connect()) {
            execute(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(DatabaseAddress database, String sql) {
        try (Connection connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
