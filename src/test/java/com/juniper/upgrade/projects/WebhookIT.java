package com.juniper.upgrade.projects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestSession;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.modules.Problem;
import com.juniper.upgrade.projects.BranchUpgrade.Purpose;
import com.juniper.upgrade.projects.BranchUpgrade.State;
import com.juniper.upgrade.security.Caller;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What projects tell of their builds, to a web server. */
@PlatformTest
@TestPropertySource(properties = "juniper.projects.webhooks-inside=true")
@ExtendWith(OutputCaptureExtension.class)
class WebhookIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private Projects projects;

    @Autowired
    private BuildStore builds;

    @Autowired
    private WebhookStore webhooks;

    @Autowired
    private People people;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient jdbc;

    @Test
    @DisplayName("R46: a build that ends is told once, signed with the secret that was shown once")
    void tellsBuilds(CapturedOutput output) throws Exception {
        var project = project();
        try (var receiver = new Receiver()) {
            var secret = tell(project, receiver.url("/hook?token=t0ken"));

            failed(project);
            await("the delivery", () -> !receiver.received().isEmpty());

            var told = receiver.received().get(0);
            assertThat(told.method()).isEqualTo("POST");
            assertThat(told.path()).isEqualTo("/hook?token=t0ken");
            assertThat(told.header("Content-Type")).isEqualTo("application/json");
            assertThat(told.header("X-Juniper-Event")).isEqualTo("build");
            assertThat(told.header("X-Juniper-Signature-256")).isEqualTo(signature(secret, told.body()));
            var json = told.json();
            assertThat(json.path("project").asText()).isEqualTo(project.name());
            assertThat(json.path("branch").asText()).isEqualTo("staging");
            assertThat(json.path("build").asInt()).isEqualTo(1);
            assertThat(json.path("commit").asText()).isEqualTo(COMMIT);
            assertThat(json.path("state").asText()).isEqualTo("FAILED");
            assertThat(json.path("targetVersion").asText()).isEqualTo("16.0");
            assertThat(json.path("failedPath").asText()).isEqualTo("rental/a.sql");
            assertThat(json.path("failedLine").asInt()).isEqualTo(7);
            assertThat(json.path("failure").asText()).isEqualTo("It is „broken“");
            assertThat(json.path("url").asText())
                    .isEqualTo("http://platform.test/projects/%s/builds/1", project.name());
            assertThat(json.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            await("that it is noted", () -> waiting(project) == 0);
            assertThat(receiver.received()).hasSize(1);
            var view = TestClient.as("demo", port).get("/api/projects/" + project.name());
            assertThat(view.json().path("webhook").asText()).isEqualTo(receiver.url("/hook?…"));
            assertThat(view.json().path("webhookProblems")).isEmpty();
            assertThat(view.body()).doesNotContain(secret, "t0ken");
            assertThat(TestSession.of("operator", port)
                            .get("/projects/" + project.name())
                            .body())
                    .contains(receiver.url("/hook?…"))
                    .doesNotContain(secret, "t0ken");
            assertThat(output.getAll()).doesNotContain(secret, "t0ken");
        }
    }

    @Test
    @DisplayName("R46, R122: a branch that enters its mode and ends is told; that it was left or armed is not")
    void tellsBranches() {
        var project = project();
        try (var receiver = new Receiver()) {
            tell(project, receiver.url("/"));

            transactions.executeWithoutResult(status -> {
                var upgrade = upgrade(project, "one");
                builds.enter(upgrade.id(), State.ON_COMMIT, Duration.ofDays(1));
                builds.end(upgrade.id(), State.LEFT, "Somebody left it.");
                var production = upgrade(project, "main");
                builds.enter(production.id(), State.ARMED, Duration.ofDays(1));
                builds.end(production.id(), State.FAILED, "The disk is full.");
                builds.end(production.id(), State.SUCCEEDED, null);
            });
            await("both", () -> receiver.received().size() == 2);

            assertThat(receiver.received())
                    .extracting(told -> told.json().path("event").asText()
                            + told.json().path("branch").asText()
                            + told.json().path("state").asText()
                            + told.json().path("failure").asText())
                    .containsExactly("branchoneON_COMMITnull", "branchmainFAILEDThe disk is full.");
        }
    }

    @Test
    @DisplayName("R46: what is rolled back is not told")
    void tellsWhatHappened() {
        var project = project();
        tell(project, "http://localhost:1/");

        transactions.executeWithoutResult(status -> {
            builds.end(upgrade(project, "one").id(), State.FAILED, "no");
            assertThat(waiting(project)).isEqualTo(1);
            status.setRollbackOnly();
        });

        assertThat(waiting(project)).isZero();
    }

    @Test
    @DisplayName(
            "R46: a receiver that fails is tried again after doubling pauses, eight times; a redirect is not followed")
    void triesAgain() {
        var project = project();
        try (var receiver = new Receiver()) {
            receiver.answer(302);
            tell(project, receiver.url("/hook"));
            failed(project);

            for (int tried = 1; tried <= 7; tried++) {
                int count = tried;
                await("try " + tried, () -> problems(project)
                        .equals(List.of("Build 1 of staging: it answered 302 (try %d of 8)".formatted(count))));
                assertThat(pause(project)).isBetween(60 * (1 << (tried - 1)) - 30, 60 * (1 << (tried - 1)));
                again(project);
            }
            await("the last try", () -> problems(project)
                    .equals(List.of("Build 1 of staging: it answered 302 (given up after 8 tries)")));
            assertThat(receiver.received()).hasSize(8).allMatch(told -> told.path()
                    .equals("/hook"));
            assertThat(waiting(project)).isZero();

            receiver.answer(500);
            failed(project);
            await("the next problem", () -> problems(project).size() == 2);
            receiver.answer(200);
            again(project);
            await("that it is told", () -> problems(project).size() == 1);
            assertThat(problems(project).get(0)).startsWith("Build 1");
        }
    }

    @Test
    @DisplayName("R46: a receiver that is not there keeps nothing else from being told")
    void goesOn() {
        var gone = project();
        var project = project();
        try (var receiver = new Receiver()) {
            tell(gone, "http://localhost:1/");
            tell(project, receiver.url("/"));
            failed(gone);
            failed(project);

            await("the delivery", () -> !receiver.received().isEmpty());
            await("the problem", () -> problems(gone).size() == 1);
        }
    }

    @Test
    @DisplayName(
            "R46: the company's customers and operators say who is told; another secret each time, nothing left behind")
    void choosesWhoIsTold() {
        var project = project();
        var path = "/api/projects/%s/webhook".formatted(project.name());
        var first = tell(project, "http://localhost:1/");
        failed(project);
        assertThat(TestClient.as("demo", port)
                        .post(path, Map.of("url", "http://localhost:1/other"))
                        .json()
                        .path("secret")
                        .asText())
                .startsWith("jhs_")
                .isNotEqualTo(first);
        assertThat(waiting(project)).isZero();
        for (var url : List.of("ftp://localhost/", "http://user:password@localhost/", "http://", "nowhere")) {
            var refused = TestClient.as("demo", port).post(path, Map.of("url", url));
            assertThat(refused.status()).as(url).isEqualTo(422);
            assertThat(refused.body()).contains("without a user");
        }
        for (var login : List.of("analyst", "maintainer", "integration")) {
            assertThat(TestClient.as(login, port).post(path, Map.of("url", "")).status())
                    .isEqualTo(403);
        }
        assertThat(TestClient.as("rival", port).post(path, Map.of("url", "")).status())
                .isEqualTo(404);

        var removed = TestClient.as("operator", port).post(path, Map.of("url", ""));
        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.json().path("secret").isNull()).isTrue();
        failed(project);
        assertThat(waiting(project)).isZero();
    }

    @Test
    @DisplayName("R46: two nodes tell each thing once, and what is old is forgotten")
    void sharesTheWork() throws IOException {
        var project = project();
        var node = new WebhookDelivery(webhooks, platform.getBean(JuniperProperties.class));
        try (var receiver = new Receiver()) {
            tell(project, receiver.url("/"));
            transactions.executeWithoutResult(status -> {
                for (int i = 0; i < 200; i++) {
                    webhooks.put(project, "build", "Build " + i, "{}");
                }
            });
            platform.getBean(WebhookDelivery.class).goOn();
            node.goOn();
            await("that all are told", () -> waiting(project) == 0);

            assertThat(receiver.received())
                    .extracting(told -> told.header("X-Juniper-Delivery"))
                    .hasSize(200)
                    .doesNotHaveDuplicates();
        } finally {
            node.destroy();
        }
        jdbc.sql(
                        "update upgrade.webhook_delivery set created = now() - interval '31 days' where project = ? and about <> 'Build 7'")
                .param(project.id())
                .update();
        node.retainedDeliveries().purge().until(Instant.now());
        assertThat(jdbc.sql("select about from upgrade.webhook_delivery where project = ?")
                        .param(project.id())
                        .query(String.class)
                        .list())
                .containsExactly("Build 7");
    }

    private String tell(Project project, String url) {
        var answer = TestClient.as("operator", port)
                .post("/api/projects/%s/webhook".formatted(project.name()), Map.of("url", url));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("secret").asText();
    }

    private Project project() {
        long database = new CaseFixture(platform).hosted();
        platform.getBean(HostedDatabases.class).assign(database, "acme", "SH");
        return projects.create(
                "told-" + NUMBER.incrementAndGet(),
                Long.toString(database),
                "main",
                new Caller("operator", people.find("operator").orElseThrow()));
    }

    private BranchUpgrade upgrade(Project project, String branch) {
        return builds.insert(
                new BuildStore.Asked(project, branch, Purpose.TEST, "16.0", "team@acme.invalid", "demo"),
                State.UPGRADING,
                null);
    }

    private void failed(Project project) {
        transactions.executeWithoutResult(status -> {
            var upgrade = builds.lockOpen(project.id(), "staging").orElseGet(() -> upgrade(project, "staging"));
            builds.failed(builds.queue(upgrade, COMMIT, "demo"), new Problem("rental/a.sql", 7, "It is „broken“"));
        });
    }

    private List<String> problems(Project project) {
        return webhooks.problems(project);
    }

    private long waiting(Project project) {
        return jdbc.sql("select count(*) from upgrade.webhook_delivery where project = ? and next is not null")
                .param(project.id())
                .query(Long.class)
                .single();
    }

    private int pause(Project project) {
        return jdbc.sql("select extract(epoch from next - now())::int from upgrade.webhook_delivery where project = ?")
                .param(project.id())
                .query(Integer.class)
                .single();
    }

    private void again(Project project) {
        jdbc.sql("update upgrade.webhook_delivery set next = now() where project = ? and next is not null")
                .param(project.id())
                .update();
    }

    private static String signature(String secret, String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(Duration.ofMinutes(1)).until(condition);
    }
}
