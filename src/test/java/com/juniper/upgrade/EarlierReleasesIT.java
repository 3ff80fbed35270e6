package com.juniper.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Databases of the platform as earlier releases left them, named by their newest migration, are brought to the present one,
 * and what waited in them goes on: a copy that people test, and a request that asks about its custom modules.
 *
 * <p>How one is made: {@code bin/run} of that release with the sample, those cases until they wait for people, then
 * {@code pg_dump --format=custom --compress=9} of its database {@code juniper}.
 */
class EarlierReleasesIT {

    private static final List<String> SAMPLE = List.of(
            "acme-shop-14.0.dump",
            "rivalry-books-15.0.dump",
            "rivalry-views-15.0.dump",
            "acme-rental-16.0.dump",
            "acme-studio-16.0.dump",
            "rivalry-tiny-17.0.dump");

    /** What a customer answers to each task. */
    private static final Map<String, Map<String, ?>> ANSWERS = Map.of(
            "Task_TestArea", Map.of("areaAnswer", "FINE"),
            "Task_DeclareConfidence", Map.of("confident", true));

    @ParameterizedTest
    @ValueSource(strings = {"V30", "V50"})
    @DisplayName("The platform starts on the database of an earlier release, and its processes go on to their ends")
    void goesOn(String release) throws IOException, SQLException {
        var folder = Path.of(
                "target",
                "test-earlier-%s-%d".formatted(release, ProcessHandle.current().pid()));
        try (var cluster = new ChildCluster(folder, 0, "fsync=off")) {
            var server = cluster.server();
            TestPostgres.restore(
                    Path.of("src/test/resources/platform", release + ".dump"),
                    new DatabaseAddress(server.url("juniper"), "juniper", ChildCluster.PASSWORD));
            keepFiles(cluster);
            var platform = cluster.node(cluster.home(), "main", Map.of("JUNIPER_DEMO", "true"));
            var cases = platform.strings("select number from upgrade.upgrade order by number");
            try {
                platform.start();

                for (var number : cases) {
                    assertThat(TestSession.of("demo", platform.port())
                                    .get("/upgrades/" + number)
                                    .status())
                            .as(number)
                            .isEqualTo(200);
                }
                work(platform);
                assertThat(platform.strings("select id_ from camunda.act_ru_incident"))
                        .isEmpty();
            } finally {
                platform.stop();
            }
        }
    }

    /** What the home folder of the earlier release had, so that the sample is not made again. */
    private static void keepFiles(ChildCluster cluster) throws IOException {
        for (var dump : SAMPLE) {
            Files.createFile(
                    Files.createDirectories(cluster.home().resolve("sample")).resolve(dump));
        }
    }

    /** Tests the one copy; the time is over for the other request, whose working database is not kept here. */
    private static void work(ChildPlatform platform) throws IOException, SQLException {
        List<String> done = new ArrayList<>();
        platform.execute(
                "update camunda.act_ru_job set duedate_ = localtimestamp where handler_cfg_ = 'BoundaryEvent_QuestionUnanswered'");
        Awaitility.await("one copy is tested, one request is withdrawn")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    var demo = TestClient.as("demo", platform.port());
                    var open = demo.get("/api/tasks").json().path("tasks");
                    boolean idle = true;
                    for (var task : open) {
                        var answer = ANSWERS.get(task.path("key").asText());
                        if (answer != null) {
                            idle = false;
                            var completed = demo.post(
                                    "/api/tasks/%s/complete"
                                            .formatted(task.path("id").asText()),
                                    Map.of("variables", answer));
                            assertThat(completed.status()).as(completed.body()).isLessThan(300);
                            done.add(task.path("key").asText());
                        }
                    }
                    return idle
                            && platform.strings(
                                            "select r.id::text from upgrade.request r left join upgrade.checklist c on c.request_id = r.id where r.state <> 'CANCELLED' and c.confident is not true")
                                    .isEmpty();
                });
        assertThat(done).contains("Task_TestArea", "Task_DeclareConfidence");
    }
}
