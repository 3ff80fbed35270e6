package com.juniper.upgrade;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Simulates campaigns of rolling releases ({@code bin/bench campaign}): hosted databases that are rows only, an engine that
 * takes a recorded time, and the platform itself for all else. Measures how many trials a second come to their invitation,
 * how the platform answers people meanwhile, its least heap, and what stays in the engine's tables.
 */
final class CampaignBench {

    private static final List<String> NUMBERS = List.of("1000", "10000", "100000");
    private static final int SLOTS = 40;

    private final ChildPlatform platform;

    private CampaignBench(ChildPlatform platform) {
        this.platform = platform;
    }

    /** Takes numbers of databases; {@code 100000:2000} has the first 98,000 of 100,000 behind it, and measures the last 2,000. */
    static void run(List<String> numbers) throws IOException, SQLException, InterruptedException {
        System.out.printf(
                "%-15s %8s %9s %12s %9s %10s %10s %12s%n",
                "databases", "seconds", "trials/s", "page ms p95", "heap MB", "most jobs", "processes", "history/db");
        for (String number : numbers.isEmpty() ? NUMBERS : numbers) {
            var size = number.split(":", 2);
            int databases = Integer.parseInt(size[0]);
            // PostgreSQL runs as another user, who cannot enter a temporary folder of ours
            var platform = new ChildPlatform(
                    Path.of(
                            "target",
                            "bench-campaign-%d-%s"
                                    .formatted(ProcessHandle.current().pid(), size[0])),
                    Map.of(
                            "SPRING_PROFILES_ACTIVE", "recorded-engine",
                            "JUNIPER_BACKUPS_EVERY", "PT0S",
                            "JUNIPER_CLUSTERS_RECORDED_URL", "jdbc:postgresql://localhost:1/postgres",
                            "JUNIPER_CLUSTERS_RECORDED_USER", "nobody",
                            "JUNIPER_CLUSTERS_RECORDED_PASSWORD", "none",
                            "JUNIPER_CLUSTERS_RECORDED_FILESTORE", "/nowhere",
                            "JUNIPER_CLUSTERS_RECORDED_SLOTS", String.valueOf(SLOTS),
                            "CAMUNDA_BPM_JOBEXECUTION_COREPOOLSIZE", String.valueOf(SLOTS + 4),
                            "CAMUNDA_BPM_JOBEXECUTION_MAXPOOLSIZE", String.valueOf(SLOTS + 4),
                            "JUNIPER_POSTGRES_SETTINGS", "fsync=off,full_page_writes=off,max_wal_size=4GB"));
            platform.start();
            try {
                new CampaignBench(platform)
                        .measure(number, databases, size.length == 1 ? databases : Integer.parseInt(size[1]));
            } finally {
                platform.stop();
            }
        }
    }

    private void measure(String name, int databases, int measured)
            throws IOException, SQLException, InterruptedException {
        plant(databases);
        var operator = TestClient.as("operator", platform.port());
        var started = operator.post(
                "/api/campaigns",
                Map.of(
                        "line", "sample",
                        "targetVersion", "18.0",
                        "waves", List.of("100%"),
                        "errorThreshold", "100%",
                        "trialsPerCluster", measured < databases ? 1 : SLOTS));
        if (started.status() != 201) {
            throw new IllegalStateException(started.body());
        }
        if (measured < databases) {
            behind(databases - measured);
        }
        long before = count("select count(*) from upgrade.campaign_target where state = 'CLEAN'");
        long begin = System.nanoTime();
        long jobs = 0;
        long[] page = new long[0];
        while (count("select count(*) from upgrade.campaign_target where state not in ('WAITING', 'TRYING')")
                < databases) {
            jobs = Math.max(jobs, count("select count(*) from camunda.act_ru_job where duedate_ is null"));
            page = LongStream.concat(LongStream.of(page), LongStream.of(page(operator)))
                    .toArray();
            Thread.sleep(500);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long done = count("select count(*) from upgrade.campaign_target where state = 'CLEAN'") - before;
        var sorted = LongStream.of(page).skip(5).sorted().toArray(); // the first ones are compiled
        System.out.printf(
                "%-15s %8.0f %9.1f %12d %9d %10d %10d %12.1f%n",
                name,
                seconds,
                done / seconds,
                sorted.length == 0 ? 0 : sorted[sorted.length * 95 / 100],
                heap(operator),
                jobs,
                count("select count(*) from camunda.act_ru_execution where id_ = proc_inst_id_"),
                (double) count("select count(*) from camunda.act_hi_actinst") / measured);
    }

    private long page(TestClient operator) {
        long begin = System.nanoTime();
        for (String path : List.of("/api/databases", "/api/requests", "/api/tasks")) {
            var answer = operator.get(path);
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.body());
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin).toMillis() / 3;
    }

    private void plant(int databases) throws IOException, SQLException {
        platform.execute("""
                insert into upgrade.company values ('acme', 'Acme');
                insert into upgrade.contract values ('JUN-1', 'acme', 'ENTERPRISE', true, true);
                insert into upgrade.release (line, version, revision, published_by, modules, tables, records, files)
                values ('sample', '17.0', 1, 'operator', 1, 1, 1, 0), ('sample', '18.0', 1, 'operator', 1, 1, 1, 0);
                insert into upgrade.hosted_database (cluster, name, oid, owner, kind, company, line, version, edition, bytes, looked)
                select 'recorded', 'db-' || n, n, 'acme', 'PRODUCTION', 'acme', 'sample', '17.0', 'enterprise', 1048576, now()
                from generate_series(1, %d) n;
                analyze""".formatted(databases));
    }

    /** Says of the first databases of the campaign that they were tried, and copies the process and invitation of one. */
    private void behind(int databases) throws IOException, SQLException, InterruptedException {
        while (count(
                        "select count(*) from camunda.act_ru_execution e join camunda.act_ru_event_subscr s on s.execution_id_ = e.id_ where s.event_name_ = 'Msg_UpgradeChosen'")
                < 1) {
            Thread.sleep(200);
        }
        platform.execute("""
                update upgrade.campaign_target set state = 'CLEAN', seconds = 60 where database_id in (
                  select database_id from upgrade.campaign_target where state = 'WAITING' order by database_id limit %d)""".formatted(databases));
        platform.execute("analyze");
        platform.execute("""
                update upgrade.campaign set settings = jsonb_set(settings, '{trialsPerCluster}', '%d')""".formatted(SLOTS));
    }

    private long count(String sql) throws IOException, SQLException {
        return Long.parseLong(platform.strings(sql).get(0));
    }

    private static long heap(TestClient operator) {
        return (long) Stream.of(operator.get("/actuator/prometheus").body().split("\n", -1))
                        .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum()
                >> 20;
    }
}
