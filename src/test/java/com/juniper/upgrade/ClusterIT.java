package com.juniper.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three platforms on one database: any of them serves anybody, and what one was working on goes on at another. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {

    private static final Version FROM = Version.parse("15.0");
    private static final Version TO = Version.parse("16.0");

    @TempDir
    private static Path folder;

    private static ChildCluster cluster;
    private static ChildPlatform a;
    private static ChildPlatform b;
    private static ChildPlatform c;

    @BeforeAll
    static void start() throws IOException, SQLException {
        cluster = new ChildCluster(
                Path.of("target", "test-cluster-" + ProcessHandle.current().pid()), 3, "fsync=off");
        a = cluster.nodes().get(0);
        b = cluster.nodes().get(1);
        c = cluster.nodes().get(2);
        a.furnish(folder, FROM, TO);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    @DisplayName("R65: what is handed in at one node is asked for at the next, and downloaded at the third")
    void shareWhatTheyKeep() throws IOException, SQLException, InterruptedException {
        var upload = ada(a).upload(dump());
        var request = submitted(b, upload);
        assertThat(ada(c).awaitState(request, "DELIVERED", "FAILED", "REFUSED")
                        .path("state")
                        .asText())
                .isEqualTo("DELIVERED");
        assertThat(ada(a).download("/api/requests/%s/artifacts/upgraded.zip".formatted(request)))
                .startsWith('P', 'K');
        assertThat(states(b)).containsExactly("a WORKING", "b WORKING", "c WORKING");
    }

    @Test
    @Order(2)
    @DisplayName(
            "R65: one node is killed and one stopped while each works: every upgrade is delivered once, nothing is left")
    void takeOver() throws IOException, SQLException, InterruptedException {
        var upload = ada(c).upload(dump());
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            requests.add(submitted(c, upload));
        }
        c.reached(requests.get(0), "update-records");
        a.kill();
        c.reached(requests.get(1), "restore-structure");
        b.stop();
        assertThat(states(c)).contains("b STOPPED");

        for (var request : requests) {
            assertThat(ada(c).awaitState(request, "DELIVERED", "FAILED", "REFUSED")
                            .path("state")
                            .asText())
                    .isEqualTo("DELIVERED");
        }
        assertThat(c.mailsTo("test@juniper.example"))
                .as("one mail for each request, with the first test's")
                .hasSize(1 + requests.size());
        assertThat(cluster.leftovers()).isEmpty();
        Awaitility.await("a is missed").atMost(Duration.ofSeconds(40)).until(() -> states(c)
                .contains("a SILENT"));
    }

    @Test
    @Order(3)
    @DisplayName("a node that is to take no new steps takes none, until it may again")
    void drain() throws IOException, SQLException, InterruptedException {
        a.begin();
        b.begin();
        a.awaitStart();
        b.awaitStart();
        var operator = TestClient.as("operator", b.port());
        assertThat(operator.send("PUT", "/api/nodes/c/draining", new byte[0]).status())
                .isEqualTo(204);
        assertThat(operator.send("PUT", "/api/nodes/d/draining", new byte[0]).status())
                .isEqualTo(404);
        Thread.sleep(6000); // c reads what is wanted of it every five seconds
        var owner = c.strings("select lock_owner from upgrade.node where name = 'c'")
                .get(0);
        var request = submitted(c, ada(c).upload(dump()));
        Awaitility.await(request)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    assertThat(c.strings(
                                    "select id_ from camunda.act_ru_job where lock_owner_ = '%s'".formatted(owner)))
                            .isEmpty();
                    return ada(a).get("/api/requests/" + request)
                            .json()
                            .path("state")
                            .asText()
                            .equals("DELIVERED");
                });
        assertThat(states(a)).containsExactly("a WORKING", "b WORKING", "c DRAINING");
        operator.send("DELETE", "/api/nodes/c/draining", new byte[0]);
        assertThat(states(a)).contains("c WORKING");
    }

    @Test
    @Order(4)
    @DisplayName("a platform in another home folder, or under a name that works already, is refused with the way out")
    void refusals() throws IOException, InterruptedException {
        assertThat(refused(cluster.node(folder.resolve("elsewhere"), "e")))
                .contains("another home folder", "JUNIPER_HOME");
        assertThat(refused(cluster.node(cluster.home(), "a"))).contains("Another platform", "JUNIPER_NODE");
    }

    private static String refused(ChildPlatform node) throws IOException, InterruptedException {
        node.begin();
        assertThat(node.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(node.process().exitValue()).isNotZero();
        return Files.readString(node.log(), StandardCharsets.UTF_8);
    }

    private static TestClient ada(ChildPlatform node) {
        return TestClient.as("ada", node.port());
    }

    private static List<String> states(ChildPlatform node) {
        List<String> states = new ArrayList<>();
        TestClient.as("operator", node.port())
                .get("/api/nodes")
                .json()
                .forEach(each -> states.add(
                        each.path("name").asText() + " " + each.path("state").asText()));
        return states;
    }

    private static String submitted(ChildPlatform node, String upload) {
        var answer = ada(node).submit(upload, TO.toString(), "JUN-ENT-0001", Map.of());
        assertThat(answer.status()).as(answer.body()).isLessThan(300);
        return answer.json().path("requestId").asText();
    }

    private static Path dump() throws SQLException {
        var database = TestPostgres.createDatabase("cluster");
        ErpBuilder.build(database, FROM, Set.of("contacts"));
        return TestPostgres.dump(database, folder.resolve("cluster.dump"));
    }
}
