package com.juniper.upgrade;

import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Upgrades many small databases on several nodes: how many an hour ({@code bin/bench fleet}), and whether each is delivered
 * once and nothing is left where something is killed every minute ({@code bin/bench soak}).
 */
final class FleetBench {

    private static final Version FROM = Version.parse("15.0");
    private static final Version TO = Version.parse("16.0");
    private static final Duration BETWEEN_KILLS = Duration.ofMinutes(1);
    private static final Duration STANDSTILL = Duration.ofMinutes(10);
    private static final String ENDED = "('DELIVERED', 'FAILED', 'REFUSED', 'CANCELLED')";

    private final ChildCluster cluster;
    private final ChildPlatform first;
    private final Random random;

    private FleetBench(ChildCluster cluster, Random random) {
        this.cluster = cluster;
        this.first = cluster.nodes().get(0);
        this.random = random;
    }

    /** Takes how many upgrades each number of nodes has to do. */
    static void fleet(List<String> arguments) throws Exception {
        int upgrades = Integer.parseInt(arguments.isEmpty() ? "24" : arguments.get(0));
        System.out.printf("%-6s %9s %9s %14s%n", "nodes", "upgrades", "seconds", "upgrades/hour");
        for (int nodes : List.of(1, 3)) {
            try (var cluster = cluster(nodes)) {
                var bench = new FleetBench(cluster, new Random());
                bench.upgrade("first", nodes * 2, false); // the JVMs compile
                long millis = bench.upgrade("fleet", upgrades, false);
                System.out.printf(
                        "%-6d %9d %9d %14d%n", nodes, upgrades, millis / 1000, upgrades * 3_600_000L / millis);
            }
        }
    }

    /** Takes how many upgrades there are to do, and the number from which the kills are drawn. */
    static void soak(List<String> arguments) throws Exception {
        int upgrades = Integer.parseInt(arguments.isEmpty() ? "500" : arguments.get(0));
        long seed = arguments.size() > 1 ? Long.parseLong(arguments.get(1)) : System.nanoTime();
        System.out.printf("%d upgrades on 3 nodes, a kill a minute, drawn from %d%n", upgrades, seed);
        try (var cluster = cluster(3)) {
            var bench = new FleetBench(cluster, new Random(seed));
            bench.upgrade("first", 6, false);
            var before = bench.used();
            long millis = bench.upgrade("soak", upgrades, true);
            System.out.printf("%d s, %s%n", millis / 1000, bench.states());
            Thread.sleep(Duration.ofMinutes(1).toMillis()); // what is cleared away afterwards is cleared away by now
            System.out.printf("mails about each: %s%n", bench.mails());
            System.out.printf("left behind: %s%n", cluster.leftovers());
            System.out.printf("before: %s%nafter:  %s%n", before, bench.used());
        }
    }

    private static ChildCluster cluster(int nodes) throws IOException, SQLException {
        var cluster = new ChildCluster(
                Path.of("target", "bench-fleet-%d-%d".formatted(nodes, System.nanoTime())), nodes, "fsync=on");
        cluster.nodes().get(0).furnish(Files.createTempDirectory("bench"), FROM, TO);
        return cluster;
    }

    /** Hands in all at once, and waits until all have ended; {@return how long that took, in ms}. */
    private long upgrade(String name, int upgrades, boolean disturbed) throws Exception {
        var ada = TestClient.as("ada", first.port());
        var upload = ada.upload(dump(name));
        long begin = System.nanoTime();
        for (int i = 0; i < upgrades; i++) {
            var answer = ada.submit(
                    upload,
                    TO.toString(),
                    "JUN-ENT-0001",
                    Map.of("name", name + i, "email", name + i + "@acme.invalid"));
            if (answer.status() >= 300) {
                throw new IllegalStateException(answer.body());
            }
        }
        long ended = 0;
        var moved = Instant.now();
        var kill = Instant.now().plus(BETWEEN_KILLS);
        while (ended < upgrades) {
            Thread.sleep(250);
            if (disturbed && Instant.now().isAfter(kill)) {
                kill = Instant.now().plus(BETWEEN_KILLS);
                System.out.printf("%4d ended; %s%n", ended, disturb());
            }
            long now = ended(name, ended);
            moved = now > ended ? Instant.now() : moved;
            ended = now;
            if (Instant.now().isAfter(moved.plus(STANDSTILL))) {
                throw new IllegalStateException("nothing has ended for %s: %s".formatted(STANDSTILL, states()));
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }

    /** As many as before while the server starts again. */
    private long ended(String name, long before) {
        try {
            return Long.parseLong(
                    first.strings("select count(*) from upgrade.request where email like '%s%%' and state in %s"
                                    .formatted(name, ENDED))
                            .get(0));
        } catch (IOException | SQLException e) {
            return before;
        }
    }

    /** Kills something; {@return what}. */
    private String disturb() throws Exception {
        return switch (random.nextInt(3)) {
            case 0 -> {
                var node = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
                node.kill();
                node.begin();
                yield "node killed: " + node.log().getFileName();
            }
            case 1 -> "session ended: " + first.strings("""
                            select pg_terminate_backend(pid)::text || ' ' || usename from pg_stat_activity
                            where backend_type = 'client backend' and pid <> pg_backend_pid() order by random() limit 1""");
            default -> {
                var backend = first.strings(
                                "select pid::text from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by random() limit 1")
                        .get(0);
                ProcessHandle.of(Long.parseLong(backend)).ifPresent(ProcessHandle::destroyForcibly);
                yield "backend killed, its server recovers";
            }
        };
    }

    private String states() throws IOException, SQLException {
        return first.strings("select count(*) || ' ' || state from upgrade.request group by state order by 1").stream()
                .collect(Collectors.joining(", "));
    }

    /** How many requests have how many mails with the same subject. */
    private List<String> mails() throws IOException, SQLException {
        return first.strings("""
                select count(*) || ' of ' || mails || ' ' || kind from
                  (select recipient, regexp_replace(subject, '[^ ]*[0-9][^ ]*', '#', 'g') as kind, count(*) as mails
                   from upgrade.mail where recipient like 'soak%' group by 1, 2) m group by mails, kind""");
    }

    /** {@return what the platforms hold: resident memory (MB), open files and sessions, and files of the home folder's tmp} */
    private String used() throws IOException, SQLException {
        var nodes = new StringBuilder();
        for (var node : cluster.nodes()) {
            var process = Path.of("/proc", Long.toString(node.process().pid()));
            long kilobytes = Files.readAllLines(process.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
            try (var files = Files.list(process.resolve("fd"))) {
                nodes.append("%d MB %d files; ".formatted(kilobytes / 1024, files.count()));
            }
        }
        var sessions = first.strings("select count(*) from pg_stat_activity where backend_type = 'client backend'");
        try (var temporary = Files.walk(cluster.home().resolve("tmp"))) {
            return "%s%s sessions; %d temporary files"
                    .formatted(
                            nodes,
                            sessions.get(0),
                            temporary.filter(Files::isRegularFile).count());
        }
    }

    private static Path dump(String name) throws IOException, SQLException {
        var database = TestPostgres.createDatabase("bench_" + name);
        ErpBuilder.build(database, FROM, Set.of("contacts"));
        return TestPostgres.dump(database, Files.createTempDirectory("bench").resolve(name + ".dump"));
    }
}
