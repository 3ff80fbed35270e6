package com.juniper.upgrade;

import com.juniper.upgrade.engine.CatalogCapture;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.UpgradeEngine;
import com.juniper.upgrade.engine.UpgradeListener;
import com.juniper.upgrade.engine.UpgradeSettings;
import com.juniper.upgrade.engine.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Times restore and upgrade of real databases, all in one run, so that the ratios mean something ({@code bin/bench}). */
final class EngineBench {

    private static final int RUNS = 3;

    private static final Map<String, Benchmark> NAMED = Map.ofEntries(
            Map.entry("hop", HopBench::run),
            Map.entry("test-upgrade", TestUpgradeBench::run),
            Map.entry("production", ProductionBench::run),
            Map.entry("build", BuildBench::run),
            Map.entry("databases", DatabasesBench::run),
            Map.entry("tasks", TasksBench::run),
            Map.entry("pages", PagesBench::run),
            Map.entry("campaign", CampaignBench::run),
            Map.entry("fleet", FleetBench::fleet),
            Map.entry("soak", FleetBench::soak),
            Map.entry("starts", StartsBench::run),
            Map.entry("upload", UploadBench::run));

    /** One of the benchmarks, with what follows its name. */
    private interface Benchmark {
        void run(List<String> arguments) throws Exception;
    }

    private final Map<Version, Path> catalogs = new HashMap<>();
    private final Path folder;

    private EngineBench(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        var named = arguments.length == 0 ? null : NAMED.get(arguments[0]);
        if (named != null) {
            named.run(List.of(arguments).subList(1, arguments.length));
            System.exit(0);
        }
        var bench = new EngineBench(Files.createTempDirectory("bench"));
        var versions = arguments.length > 0 ? List.of(arguments) : List.of("14.0", "15.0", "16.0", "17.0");
        System.out.printf(
                "%-16s %12s %12s %12s %16s%n", "hop", "restore ms", "upgrade ms", "best of", "upgrade/restore");
        for (String version : versions) {
            bench.measure(Version.parse(version));
        }
        System.exit(0); // the test server stops with the JVM
    }

    private void measure(Version from) {
        var to = new Version(from.major() + 1, from.minor());
        publish(from);
        publish(to);
        long restore = Long.MAX_VALUE;
        long upgrade = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            var database = TestPostgres.restore(RealDatabases.dump("contacts-" + from), "bench");
            restore = Math.min(restore, millisSince(start));
            start = System.nanoTime();
            new UpgradeEngine(UpgradeSettings.defaults())
                    .upgrade(
                            database,
                            to,
                            new Catalogs("community", catalogs),
                            folder.resolve("filestore"),
                            UpgradeListener.none());
            upgrade = Math.min(upgrade, millisSince(start));
        }
        System.out.printf(
                "%-16s %12d %12d %12d %16.2f%n",
                from + " to " + to, restore, upgrade, RUNS, (double) upgrade / restore);
    }

    private void publish(Version version) {
        catalogs.computeIfAbsent(version, key -> {
            var reference = TestPostgres.restore(RealDatabases.dump("reference-" + version), "reference");
            var file = folder.resolve(version + ".zip");
            CatalogCapture.capture(reference, null, "community", file);
            return file;
        });
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
