package com.juniper.upgrade;

import com.juniper.upgrade.engine.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * Starts {@code TestUpgrade} through the platform's REST API, with its gates, its request and its audit, and on the bare
 * process engine with the same model and variables, in turns ({@code bin/bench starts}). No process goes on meanwhile.
 */
final class StartsBench {

    private static final String START = "/engine-rest/process-definition/key/TestUpgrade/start";
    private static final String TARGET = "16.0";
    private static final int CLIENTS = 4;
    private static final int ROUNDS = 4;

    private StartsBench() {}

    /** Takes how many processes each round starts. */
    static void run(List<String> arguments) throws Exception {
        int starts = Integer.parseInt(arguments.isEmpty() ? "2000" : arguments.get(0));
        var environment = new HashMap<>(ChildPlatform.AS_OPERATED);
        environment.put("CAMUNDA_BPM_JOB_EXECUTION_ENABLED", "false");
        var platform = new ChildPlatform(
                Path.of("target", "bench-starts-" + ProcessHandle.current().pid()), environment);
        platform.start();
        try (var bare = new BareChild(platform)) {
            platform.furnish(Files.createTempDirectory("bench"), Version.parse("15.0"), Version.parse(TARGET));
            platform.execute("insert into upgrade.membership values ('ada', 'INTEGRATION')");
            var ada = TestClient.as("ada", platform.port());
            var engine = TestClient.nobody(bare.port());
            System.out.printf("%-6s %12s %12s %8s%n", "round", "ours/s", "bare/s", "ratio");
            for (int round = 0; round < ROUNDS; round++) {
                var uploads = platform.strings("""
                        insert into upgrade.upload (id, owner, file_name, bytes, complete)
                        select gen_random_uuid(), 'ada', 'bench-%d-' || n || '.dump', 1, true from generate_series(1, %d) n
                        returning id""".formatted(round, starts));
                for (String upload : uploads) {
                    Files.createFile(platform.home().resolve("uploads/files").resolve(upload));
                }
                double ours = perSecond(
                        starts,
                        i -> ada.post(
                                START,
                                body(Map.of(
                                        "uploadId",
                                        uploads.get(i),
                                        "targetVersion",
                                        TARGET,
                                        "email",
                                        "bench@acme.invalid",
                                        "contract",
                                        "JUN-ENT-0001"))));
                double theirs = perSecond(
                        starts,
                        i -> engine.post(
                                START,
                                body(Map.of(
                                        "requestId", UUID.randomUUID().toString(),
                                        "targetVersion", TARGET,
                                        "forProduction", false,
                                        "testDelivered", false,
                                        "productionDelivered", false))));
                System.out.printf("%-6d %12.0f %12.0f %8.2f%n", round, ours, theirs, ours / theirs);
            }
        } finally {
            platform.stop();
        }
    }

    private static Map<String, Object> body(Map<String, Object> variables) {
        Map<String, Object> typed = new HashMap<>();
        variables.forEach((name, value) ->
                typed.put(name, Map.of("value", value, "type", value.getClass().getSimpleName())));
        return Map.of("variables", typed);
    }

    private static double perSecond(int starts, IntFunction<TestClient.Answer> start) throws Exception {
        var clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Void>> all = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int begin = client;
                all.add(() -> {
                    for (int i = begin; i < starts; i += CLIENTS) {
                        var answer = start.apply(i);
                        if (answer.status() != 200) {
                            throw new IllegalStateException(answer.body());
                        }
                    }
                    return null;
                });
            }
            long began = System.nanoTime();
            for (var client : clients.invokeAll(all)) {
                client.get();
            }
            return starts / (Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
        } finally {
            clients.shutdown();
        }
    }
}
