package com.juniper.upgrade;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.SampleCompany;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures for how long a production upgrade of a hosted database makes it unavailable, on a platform of its own
 * ({@code bin/bench production}): beside it, in the same run, the engine's time from its first step to its last, the
 * physical limit of the rest (a copy of the files), and the plain way (dump, restore, the same engine).
 */
final class ProductionBench {

    private static final List<String> SIZES = List.of("100000", "3000000", "3000000:600");
    private static final Version TO = Version.parse("16.0");

    private final ChildPlatform platform;

    private ProductionBench(ChildPlatform platform) {
        this.platform = platform;
    }

    /** Takes numbers of rows of the sample ERP, with a number of sentences in each message behind a colon. */
    static void run(List<String> sizes) throws IOException, SQLException, InterruptedException {
        var folder = Files.createTempDirectory("bench");
        // PostgreSQL runs as another user, who cannot enter a temporary folder of ours
        var platform = new ChildPlatform(
                Path.of("target", "bench-production-" + ProcessHandle.current().pid()), ChildPlatform.AS_OPERATED);
        platform.start();
        try {
            platform.furnish(folder, SampleCompany.VERSION, TO);
            platform.execute("create role acme login password 'secret'");
            platform.execute("grant acme to juniper with admin option");
            new ProductionBench(platform).warmUp();
            System.out.printf(
                    "%-10s %8s %12s %10s %9s %21s %16s%n",
                    "rows", "size MB", "downtime ms", "engine ms", "copy ms", "(down - engine)/copy", "plain way ms");
            for (String size : sizes.isEmpty() ? SIZES : sizes) {
                var parts = size.split(":", 2);
                new ProductionBench(platform)
                        .measure(
                                Long.parseLong(parts[0]),
                                parts.length > 1 ? Integer.parseInt(parts[1]) : SampleCompany.SENTENCES);
            }
        } finally {
            platform.stop();
        }
    }

    /** A platform has upgraded something before: its code is loaded, and compiled. */
    private void warmUp() throws IOException, SQLException {
        for (int i = 0; i < 3; i++) {
            var name = "bench_first_" + i;
            platform.execute("create database %s owner acme template template0".formatted(name));
            SampleCompany.fill(address(name), 1000, SampleCompany.SENTENCES);
            upgraded(name);
        }
    }

    private void measure(long rows, int sentences) throws IOException, SQLException, InterruptedException {
        var name = "bench_%d_%d".formatted(rows, sentences);
        platform.execute("create database %s owner acme template template0".formatted(name));
        SampleCompany.fill(address(name), rows, sentences);
        storeFiles(name);
        platform.execute("checkpoint");
        long size = Long.parseLong(platform.strings("select pg_database_size('%s') / 1024 / 1024".formatted(name))
                .get(0));
        long plain = timed(() -> dumpAndRestore(name));
        platform.execute("drop database bench_plain");
        long copy = timed(
                () -> platform.execute("create database bench_copy template %s strategy file_copy".formatted(name)));
        platform.execute("drop database bench_copy");

        var request = upgraded(name);
        long down = Long.parseLong(platform.strings(
                        "select round(extract(epoch from opened - closed) * 1000)::bigint from upgrade.production_switch where request_id = '%s'"
                                .formatted(request))
                .get(0));
        long engine = Long.parseLong(platform.strings(
                        "select round(extract(epoch from max(started + millis * interval '1 ms') - min(started)) * 1000)::bigint from upgrade.request_step where request_id = '%s' and (hop <> '' or name = 'finish')"
                                .formatted(request))
                .get(0));
        System.out.printf(
                "%-10d %8d %12d %10d %9d %21.2f %16d%n",
                rows, size, down, engine, copy, (double) (down - engine) / copy, plain + engine);
    }

    /** The thousand files to which the attachments of a company point. */
    private void storeFiles(String name) throws IOException, SQLException {
        var folder = Files.createDirectories(
                platform.home().resolve("filestore").resolve(name).resolve("ab"));
        for (String hash : platform.strings("select md5(i::text) || '00000000' from generate_series(0, 999) i")) {
            Files.write(folder.resolve(hash), new byte[1000]);
        }
    }

    private String upgraded(String name) {
        var request = platform.request(name, TO, "PRODUCTION");
        TestClient.as("ada", platform.port()).awaitState(request, "DELIVERED", "FAILED", "REFUSED");
        return request;
    }

    private void dumpAndRestore(String name) throws IOException, SQLException, InterruptedException {
        platform.execute("create database bench_plain owner acme template template0");
        Path dump = Files.createTempDirectory("bench").resolve("dump");
        run("pg_dump", "--format=directory", "--jobs=2", "--file=" + dump, uri(name));
        run("pg_restore", "--jobs=2", "--dbname=" + uri("bench_plain"), dump.toString());
    }

    private static void run(String program, String... arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of(TestPostgres.programs().program(program).toString()));
        command.addAll(List.of(arguments));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(program + " failed");
        }
    }

    private String uri(String database) throws IOException {
        return "postgresql://acme:secret@%s"
                .formatted(address(database).url().substring("jdbc:postgresql://".length()));
    }

    private DatabaseAddress address(String database) throws IOException {
        return new DatabaseAddress(platform.database().url().replaceAll("/[^/]*$", "/" + database), "acme", "secret");
    }

    /** Something that takes time. */
    private interface Work {
        void run() throws IOException, SQLException, InterruptedException;
    }

    private static long timed(Work work) throws IOException, SQLException, InterruptedException {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
