package com.juniper.upgrade.projects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.accounts.ApiTokens;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.modules.SourceTree;
import com.juniper.upgrade.modules.SourceTree.Kind;
import com.juniper.upgrade.projects.Branch.Stage;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.FileSystemUtils;

/** Projects' repositories, used with the ordinary git client. */
@PlatformTest
@TestPropertySource(
        properties = {
            "juniper.projects.largest-push=1MB",
            "juniper.projects.largest-file=300KB",
            "juniper.projects.largest-repository=4MB"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TestConfiguration
    static class Recorder {

        @Bean
        PushRecorder pushRecorder() {
            return new PushRecorder();
        }
    }

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private Projects projects;

    @Autowired
    private Repositories repositories;

    @Autowired
    private BranchSync branches;

    @Autowired
    private PushRecorder recorder;

    @Autowired
    private ApiTokens tokens;

    @Autowired
    private People people;

    @Autowired
    private JuniperProperties properties;

    private CaseFixture cases;

    @BeforeAll
    void fixture() {
        cases = new CaseFixture(platform);
    }

    @Test
    @DisplayName("R42: a team pushes and clones with the git client; the platform knows its branches and commits")
    void pushesAndClones() {
        var project = project();
        var git = copy(project, "demo:demo");
        var first = git.commit("crm/__manifest__.py", "{}");
        git.run("push", "origin", "main").done();
        var second = git.commit("crm/__manifest__.py", "{'name': 'CRM'}");

        var pushed = git.run("push", "origin", "main", "HEAD:refs/heads/feature/forms")
                .done();

        assertThat(pushed).contains("remote: Heard of main", "remote: Heard of feature/forms");
        assertThat(recorder.of(project))
                .containsExactly(
                        "main %s demo".formatted(first),
                        "feature/forms %s demo".formatted(second),
                        "main %s demo".formatted(second));
        var clone = folder.resolve("clone-" + project.name());
        git.run("clone", "--quiet", address(project, "analyst:analyst"), clone.toString())
                .done();
        assertThat(clone.resolve("crm/__manifest__.py")).hasContent("{'name': 'CRM'}");

        var view = TestClient.as("colleague", port)
                .get("/api/projects/" + project.name())
                .json();
        assertThat(view.path("address").asText()).isEqualTo("http://platform.test/git/%s.git", project.name());
        var main = view.path("branches").get(0);
        assertThat(main.at("/branch/name").asText()).isEqualTo("main");
        assertThat(main.at("/branch/stage").asText()).isEqualTo("PRODUCTION");
        assertThat(main.at("/branch/pushedBy").asText()).isEqualTo("demo");
        assertThat(main.at("/commits").findValuesAsText("id")).containsExactly(second, first);
        assertThat(main.at("/commits/0/author").asText()).isEqualTo("Kate");
        assertThat(main.at("/commits/0/subject").asText()).isEqualTo("Change crm/__manifest__.py");
        assertThat(view.at("/branches/1/branch/stage").asText()).isEqualTo("DEVELOPMENT");
    }

    @Test
    @DisplayName(
            "R42: an API token is as good as the password, its owner's alone; nobody and a wrong password get nothing")
    void logsInWithTokens() {
        var project = project();
        var git = copy(project, "demo:" + tokens.create("demo", "git"));
        git.commit("a.txt", "a");
        git.run("push", "origin", "main").done();
        var bearer = "http.extraHeader=Authorization: Bearer " + tokens.create("maintainer", "git");

        assertThat(git.run("-c", bearer, "ls-remote", address(project, "")).done())
                .contains("refs/heads/main");
        for (var wrong : List.of("demo:wrong", "demo:" + tokens.create("rival", "git"), "nobody:nobody")) {
            var refused = git.run("ls-remote", address(project, wrong));
            assertThat(refused.exit()).as(wrong).isNotZero();
            assertThat(refused.output()).contains("Authentication failed");
        }
        var nobody = TestClient.nobody(port).get(info(project.name(), "git-upload-pack"));
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic"));
    }

    @Test
    @DisplayName("R42: ten wrong passwords in a row lock a login out of git for a while; its token still opens")
    void throttlesLogins() {
        var project = project();
        var path = info(project.name(), "git-upload-pack");
        for (int i = 0; i < 10; i++) {
            assertThat(TestClient.nobody(port)
                            .get(path, "Authorization", basic("colleague:wrong" + i))
                            .status())
                    .isEqualTo(401);
        }

        assertThat(TestClient.as("colleague", port).get(path).status()).isEqualTo(429);
        var token = basic("colleague:" + tokens.create("colleague", "git"));
        assertThat(TestClient.nobody(port).get(path, "Authorization", token).status())
                .isEqualTo(200);
        assertThat(TestClient.as("colleague", port).get(path).status())
                .as("a token does not forgive wrong passwords")
                .isEqualTo(429);
    }

    @Test
    @DisplayName("R42: to another company a project does not exist, in git and in the API")
    void othersSeeNothing() {
        var project = project();
        var rival = TestClient.as("rival", port);

        var theirs = rival.get(info(project.name(), "git-upload-pack"));
        var unknown = rival.get(info("unknown", "git-upload-pack"));

        assertThat(theirs.status()).isEqualTo(404);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(theirs.body()).isEqualTo(unknown.body());
        assertThat(rival.get("/api/projects").body()).doesNotContain(project.name());
        assertThat(rival.get("/api/projects/" + project.name()).status()).isEqualTo(404);
        for (var path : List.of("/HEAD", "/config", "/objects/info/packs", "/info/refs")) {
            assertThat(TestClient.as("demo", port)
                            .get("/git/%s.git%s".formatted(project.name(), path))
                            .status())
                    .as("no file is served as it is: " + path)
                    .isBetween(400, 499);
        }
    }

    @Test
    @DisplayName("R42: staff reads and does not push, however it writes the address; it is told why")
    void staffDoesNotPush() {
        var project = project();
        var git = copy(project, "analyst:analyst");
        git.commit("a.txt", "a");

        var refused = git.run("push", "origin", "main");

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.output())
                .contains("remote: Only the customers and maintainers of the project's company push");
        for (var service : List.of("git-receive-pack", "git-receive%2Dpack")) {
            assertThat(TestClient.as("analyst", port)
                            .send(
                                    "POST",
                                    "/git/%s.git/%s".formatted(project.name(), service),
                                    "0000".getBytes(UTF_8),
                                    "Content-Type",
                                    "application/x-git-receive-pack-request")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(recorder.of(project)).isEmpty();
    }

    @Test
    @DisplayName("R121: nobody rewrites or deletes the production branch; others may be rewritten and deleted")
    void protectsProduction() {
        var project = project();
        var git = copy(project, "maintainer:maintainer");
        var first = git.commit("a.txt", "a");
        git.run("push", "origin", "main", "main:staging").done();
        git.run("commit", "--quiet", "--amend", "--message", "Rewritten").done();
        var rewritten = git.head();

        assertThat(git.run("push", "--force", "origin", "main").output())
                .contains("the production branch's history cannot be rewritten");
        assertThat(git.run("push", "origin", ":main").output()).contains("the production branch cannot be deleted");
        assertThat(heads(project)).containsEntry("main", first);

        git.run("push", "--force", "origin", "main:staging").done();
        assertThat(heads(project)).containsEntry("staging", rewritten);
        git.run("push", "origin", ":staging").done();
        assertThat(heads(project)).containsOnlyKeys("main");
        assertThat(recorder.of(project))
                .contains("staging %s maintainer".formatted(rewritten))
                .endsWith("staging deleted");
        assertThat(view(project).branches())
                .extracting(each -> each.branch().name())
                .containsExactly("main");
        git.run("push", "origin", "main:staging").done();
        assertThat(view(project).branches())
                .extracting(each -> each.branch().name())
                .containsExactly("main", "staging");
    }

    @Test
    @DisplayName("R42: other refs, odd names and what is no commit are refused by name; tags are taken")
    void refusesOddRefs() {
        var project = project();
        var git = copy(project, "demo:demo");
        git.commit("a.txt", "a");

        assertThat(git.run("push", "origin", "main:refs/notes/review").output()).contains("only branches and tags");
        assertThat(git.run("push", "origin", "main:refs/heads/a+b").output())
                .contains("a branch's name has at most 100");
        assertThat(git.run("push", "origin", "main:refs/heads/" + "x".repeat(101))
                        .output())
                .contains("a branch's name has at most 100");
        var blob = git.run("rev-parse", "HEAD:a.txt").done();
        assertThat(git.run("push", "origin", blob + ":refs/heads/blob").exit()).isNotZero();
        git.run("push", "origin", "main:refs/tags/v1", "main").done();
        assertThat(heads(project)).containsOnlyKeys("main");
    }

    @Test
    @DisplayName("R42: a push beyond the limits is refused with the limit, however large it is; the next one passes")
    void limitsPushes() {
        var project = project();
        var git = copy(project, "demo:demo");
        var first = git.commit("a.txt", "a");
        for (int i = 0; i < 20; i++) {
            git.commit("large/%d.bin".formatted(i), random(250_000));
        }

        var tooLarge = git.run("push", "origin", "main");

        assertThat(tooLarge.exit()).isNotZero();
        assertThat(tooLarge.output()).contains("Pack exceeds the limit of 1,048,576 bytes");
        git.run("reset", "--quiet", "--hard", first).done();
        git.commit("zeros.bin", new byte[400_000]);
        var tooLargeFile = git.run("push", "origin", "main");
        assertThat(tooLargeFile.exit()).isNotZero();
        assertThat(tooLargeFile.output()).contains("Max object size limit is 307,200 bytes");
        assertThat(heads(project)).isEmpty();
        git.run("reset", "--quiet", "--hard", first).done();
        git.run("push", "origin", "main").done();
        assertThat(heads(project)).containsEntry("main", first);
    }

    @Test
    @DisplayName("R42: many pushes together do not make a repository larger than it may be")
    void limitsRepositories() throws IOException {
        var project = project();
        var git = copy(project, "demo:demo");
        int taken = 0;
        GitClient.Ran last;
        do {
            git.commit("large.bin", random(250_000));
            git.commit("large.bin", random(250_000));
            git.commit("large.bin", random(250_000));
            last = git.run("push", "origin", "main");
            taken += last.exit() == 0 ? 1 : 0;
        } while (last.exit() == 0 && taken < 10);

        assertThat(taken).isEqualTo(5);
        assertThat(last.output()).contains("Pack exceeds the limit of ");
        assertThat(repositories.size(project)).isLessThan(4 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {".git", "..", ".", ".GIT", "git~1", ".g\u200cit"})
    @DisplayName("R42: a tree with an entry that leaves its folder, or is a repository's own, is refused")
    void refusesAttackingTrees(String name) {
        var project = project();
        var git = copy(project, "demo:demo");
        git.commit("a.txt", "a");
        var blob = git.run("rev-parse", "HEAD:a.txt").done();
        var tree = git.runWith("100644 blob %s\tconfig\n".formatted(blob), "mktree")
                .done();
        var attack = git.runWith("040000 tree %s\t%s\n".formatted(tree, name), "mktree")
                .done();
        var commit = git.run("commit-tree", attack, "-m", "Attack").done();

        var refused = git.run("push", "origin", commit + ":refs/heads/attack");

        assertThat(refused.exit()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains("invalid name");
        assertThat(heads(project)).isEmpty();
    }

    @Test
    @DisplayName("R46: a commit's files are read without a checkout; links and submodules are named, and not followed")
    void readsTrees() throws IOException {
        var project = project();
        var git = copy(project, "demo:demo");
        Files.createSymbolicLink(git.folder().resolve("passwd"), Path.of("/etc/passwd"));
        var commit = git.commit("crm/data/a.csv", "id\n1\n");
        git.run("update-index", "--add", "--cacheinfo", "160000," + commit + ",other")
                .done();
        git.run("commit", "--quiet", "--message", "With another repository").done();
        git.run("push", "origin", "HEAD:refs/heads/main").done();

        var tree = repositories.tree(project, git.head());

        assertThat(tree.entries())
                .extracting(SourceTree.Entry::path, SourceTree.Entry::kind, SourceTree.Entry::bytes)
                .containsExactly(
                        tuple("crm/data/a.csv", Kind.FILE, 5L),
                        tuple("other", Kind.OTHER, 0L),
                        tuple("passwd", Kind.LINK, 11L));
        assertThat(tree.read(tree.entries().get(0))).asString(UTF_8).isEqualTo("id\n1\n");
        assertThatThrownBy(() -> tree.read(tree.entries().get(2))).isInstanceOf(NoSuchFileException.class);
        assertThat(repositories.tree(project, commit).entries())
                .extracting(SourceTree.Entry::path)
                .containsExactly("crm/data/a.csv", "passwd");
    }

    @Test
    @DisplayName(
            "R46: ten pushes at once on three branches are all told, each once; the last of a branch is what it is known by")
    void takesABurst() {
        var project = project();
        List<CompletableFuture<String>> pushes = new ArrayList<>();
        var threads = Executors.newFixedThreadPool(10);
        for (int i = 0; i < 10; i++) {
            var git = copy(project, "demo:demo");
            var commit = git.commit("a.txt", "push " + i);
            var branch = "burst-" + i % 3;
            pushes.add(CompletableFuture.supplyAsync(
                    () -> {
                        Awaitility.await()
                                .atMost(Duration.ofMinutes(2))
                                .until(() -> git.run("push", "--force", "origin", "main:" + branch)
                                                .exit()
                                        == 0);
                        return "%s %s demo".formatted(branch, commit);
                    },
                    threads));
        }
        var expected = pushes.stream().map(CompletableFuture::join).toList();
        threads.shutdown();

        assertThat(recorder.of(project)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(known(project)).isEqualTo(heads(project));
        Map<String, String> last = recorder.of(project).stream()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(line -> line[0], line -> line[1], (one, other) -> other));
        assertThat(last).isEqualTo(heads(project));
    }

    @Test
    @DisplayName("R46: what moved while nobody took note is made up for, in its order and once")
    void makesUp() {
        var project = project();
        var git = copy(project, "demo:demo");
        git.commit("a.txt", "a");
        git.run("push", "origin", "main").done();
        var second = git.commit("a.txt", "b");
        var third = git.commit("a.txt", "c");
        git.run("push", "origin", "main:objects").done();
        git.run("push", "origin", ":objects").done();
        var bare = new GitClient(properties.home().resolve("projects/%s.git".formatted(project.name())));
        int before = recorder.of(project).size();
        bare.run("update-ref", "refs/heads/main", second).done();
        bare.run("update-ref", "refs/heads/main", third).done();
        bare.run("update-ref", "refs/heads/lost", third).done();

        branches.makeUp();
        branches.makeUp();

        assertThat(recorder.of(project).stream().skip(before))
                .containsExactly(
                        "lost %s Kate".formatted(third),
                        "main %s Kate".formatted(second),
                        "main %s Kate".formatted(third));
        assertThat(known(project)).isEqualTo(heads(project));
        bare.run("update-ref", "-d", "refs/heads/lost").done();
        branches.makeUp();
        assertThat(recorder.of(project)).endsWith("lost deleted");
    }

    @Test
    @DisplayName("R46: a push of which no note could be taken is kept, and noted later")
    void notesLater() {
        var project = project();
        var git = copy(project, "demo:demo");
        var commit = git.commit("a.txt", "a");
        recorder.failing = true;
        try {
            assertThat(git.run("push", "origin", "main").done()).contains("takes note of it within a minute");
            assertThat(known(project)).isEmpty();
        } finally {
            recorder.failing = false;
        }

        branches.makeUp();

        assertThat(known(project)).isEqualTo(Map.of("main", commit));
        assertThat(recorder.of(project)).containsExactly("main %s demo".formatted(commit));
    }

    @Test
    @DisplayName("R42: a project whose repository is not there gets it when it is first used; packing keeps all")
    void makesMissingRepositories() throws IOException {
        var project = project();
        FileSystemUtils.deleteRecursively(properties.home().resolve("projects/%s.git".formatted(project.name())));
        var git = copy(project, "demo:demo");
        var commit = git.commit("a.txt", "a");

        git.run("push", "origin", "main").done();
        repositories.collectGarbage(project);

        assertThat(repositories.commits(project, "main", 5))
                .extracting(Commit::id)
                .containsExactly(commit);
        assertThat(git.run("ls-remote", "--symref", "origin", "HEAD").done()).contains("refs/heads/main");
        try (var left = Files.list(properties.home().resolve("projects"))) {
            assertThat(left).allMatch(path -> path.toString().endsWith(".git"));
        }
    }

    @Test
    @DisplayName(
            "R42: operators make projects, of production databases of hosting SH with a company; each refusal says why")
    void makesProjects() {
        var online = cases.hosted();
        var project = project();
        var taken = Long.toString(project.databaseId());

        assertThatThrownBy(() -> projects.create("crm", taken, "main", caller("demo")))
                .isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> projects.create("Not A Name", "nowhere", "..", caller("operator")))
                .isInstanceOfSatisfying(RequestRefusedException.class, refusal -> assertThat(refusal.reasons())
                        .extracting(reason -> reason.code())
                        .containsExactly("name", "productionBranch", "database"));
        assertThatThrownBy(() -> projects.create("crm", Long.toString(online), "main", caller("operator")))
                .hasMessageContaining("assign it to hosting SH first");
        assertThatThrownBy(() -> projects.create(project.name(), taken, "main", caller("operator")))
                .hasMessageContaining("There is a project %s already", project.name())
                .hasMessageContaining("is the database of project");
        assertThat(properties.home().resolve("projects/%s.git/HEAD".formatted(project.name())))
                .hasContent("ref: refs/heads/main");
        assertThat(projects.visible(caller("demo"))).contains(project);
        assertThat(projects.visible(caller("analyst"))).contains(project);
        assertThat(projects.visible(caller("rival"))).isEmpty();
    }

    @Test
    @DisplayName("R43: a company's people and staff say what a branch is for, but for production's")
    void choosesStages() {
        var project = project();
        var git = copy(project, "demo:demo");
        git.commit("a.txt", "a");
        git.run("push", "origin", "main", "main:feature/forms").done();

        assertThat(projects.stage(project.name(), "feature/forms", Stage.STAGING, caller("maintainer"))
                        .stage())
                .isEqualTo(Stage.STAGING);
        git.commit("a.txt", "b");
        git.run("push", "origin", "main:feature/forms").done();
        assertThat(view(project).branches().get(1).branch().stage())
                .as("a push leaves it as it is")
                .isEqualTo(Stage.STAGING);
        assertThatThrownBy(() -> projects.stage(project.name(), "main", Stage.STAGING, caller("demo")))
                .hasMessageContaining("is the production branch");
        assertThatThrownBy(() -> projects.stage(project.name(), "feature/forms", Stage.PRODUCTION, caller("demo")))
                .isInstanceOf(RequestRefusedException.class);
        assertThatThrownBy(() -> projects.stage(project.name(), "none", Stage.STAGING, caller("analyst")))
                .hasMessageContaining("push it first");
        assertThatThrownBy(() -> projects.stage(project.name(), "feature/forms", Stage.STAGING, caller("integration")))
                .isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> projects.stage(project.name(), "feature/forms", Stage.STAGING, caller("rival")))
                .isInstanceOf(RequestNotFoundException.class);
    }

    @Test
    @DisplayName("R42: an outside host announces a push with its signature, and the branch is fetched from there")
    void fetchesFromOutside() throws Exception {
        var outside = project();
        var there = copy(outside, "demo:demo");
        var first = there.commit("a.txt", "a");
        there.run("push", "origin", "main", "main:dev").done();
        var project = project();
        var operator = TestClient.as("operator", port);
        var token = tokens.create("demo", "fetch");
        var secret = operator.post("/api/projects/%s/remote".formatted(project.name()), Map.of("url", ""))
                .json()
                .path("secret")
                .asText();
        var main = announcement("main", first);
        assertThat(announce(project, main, secret))
                .as("without an outside host")
                .isEqualTo(409);
        assertThat(operator.post("/api/projects/%s/remote".formatted(project.name()), Map.of("url", "file:///etc"))
                        .status())
                .isEqualTo(422);
        var url = address(outside, "demo:" + token);
        assertThat(operator.post("/api/projects/%s/remote".formatted(project.name()), Map.of("url", url))
                        .status())
                .isEqualTo(200);

        assertThat(announce(project, main, "wrong")).isEqualTo(401);
        assertThat(TestClient.nobody(port)
                        .send("POST", "/api/projects/unknown/hooks/push", main.getBytes(UTF_8))
                        .status())
                .isEqualTo(401);
        assertThat(announce(project, main, secret)).isEqualTo(202);
        await("the branch", () -> known(project).equals(Map.of("main", first)));
        assertThat(recorder.of(project)).containsExactly("main %s webhook".formatted(first));
        assertThat(repositories.commit(project, first).author()).isEqualTo("Kate");

        assertThat(announce(project, announcement("dev", first), secret)).isEqualTo(202);
        await("dev", () -> known(project).containsKey("dev"));
        assertThat(announce(project, announcement("dev", "0".repeat(40)), secret))
                .isEqualTo(202);
        await("its end", () -> !known(project).containsKey("dev"));
        assertThat(announce(project, "{\"zen\": \"A ping\"}", secret)).isEqualTo(202);

        assertThat(announce(project, announcement("gone", first), secret)).isEqualTo(202);
        await("a problem", () -> !view(project).fetchProblems().isEmpty());
        var shown = TestClient.as("demo", port)
                .get("/api/projects/" + project.name())
                .body();
        assertThat(shown).contains("gone: ").doesNotContain(token, secret);
    }

    @Test
    @DisplayName("R121: production that an outside host rewrote is not followed, and larger pushes are not fetched")
    void fetchesWithinTheRules() throws Exception {
        var outside = project();
        var there = copy(outside, "demo:demo");
        var first = there.commit("a.txt", "a");
        there.run("push", "origin", "main:theirs").done();
        var database = hosted();
        var project = projects.create("theirs-" + NUMBER.incrementAndGet(), database, "theirs", caller("operator"));
        var secret = projects.remote(project.name(), address(outside, "demo:demo"), caller("operator"));
        assertThat(announce(project, announcement("theirs", first), secret)).isEqualTo(202);
        await("the branch", () -> known(project).equals(Map.of("theirs", first)));

        there.run("commit", "--quiet", "--amend", "--message", "Rewritten").done();
        there.run("push", "--force", "origin", "main:theirs").done();
        assertThat(announce(project, announcement("theirs", there.head()), secret))
                .isEqualTo(202);
        await("the refusal", () -> view(project).fetchProblems().stream()
                .anyMatch(problem -> problem.contains("the production branch was rewritten")));
        assertThat(heads(project)).isEqualTo(Map.of("theirs", first));

        for (int i = 0; i < 3; i++) { // each within a push's limit, together they are not
            there.commit("large/%d-1.bin".formatted(i), random(250_000));
            there.commit("large/%d-2.bin".formatted(i), random(250_000));
            there.run("push", "origin", "main:large").done();
        }
        assertThat(announce(project, announcement("large", there.head()), secret))
                .isEqualTo(202);
        await("the refusal", () -> view(project).fetchProblems().stream()
                .anyMatch(problem -> problem.startsWith("large: ") && problem.contains("1,048,576 bytes")));
        assertThat(heads(project)).isEqualTo(Map.of("theirs", first));
    }

    @Test
    @DisplayName(
            "R46: nothing is told to the platform's inside, neither where it is said so, nor where its name leads there later")
    void tellsNothingInside() {
        var project = project();
        var demo = TestClient.as("demo", port);
        var path = "/api/projects/%s/webhook".formatted(project.name());
        try (var receiver = new Receiver()) {
            for (var url :
                    List.of(receiver.url("/"), "http://127.0.0.1:5432/", "http://[::1]/", "http://169.254.169.254/")) {
                var refused = demo.post(path, Map.of("url", url));
                assertThat(refused.status()).as(url).isEqualTo(422);
                assertThat(refused.body()).contains("not an address on the public internet");
            }
            assertThat(demo.post(path, Map.of("url", "http://none.invalid/")).body())
                    .contains("the host none.invalid is not found");
            var store = platform.getBean(WebhookStore.class);
            store.tell(project, receiver.url("/"), "secret");
            store.put(project, "build", "Build 1 of main", "{}");

            await("the refusal", () -> view(project).webhookProblems().stream()
                    .anyMatch(problem -> problem.contains("not an address on the public internet")));

            assertThat(receiver.received()).isEmpty();
        }
    }

    private int announce(Project project, String body, String secret) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return TestClient.nobody(port)
                .send(
                        "POST",
                        "/api/projects/%s/hooks/push".formatted(project.name()),
                        body.getBytes(UTF_8),
                        "Content-Type",
                        "application/json",
                        "X-Hub-Signature-256",
                        "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8))))
                .status();
    }

    private static String announcement(String branch, String after) {
        return "{\"ref\": \"refs/heads/%s\", \"after\": \"%s\", \"repository\": {\"name\": \"any\"}}"
                .formatted(branch, after);
    }

    private Project project() {
        return projects.create("crm-" + NUMBER.incrementAndGet(), hosted(), "main", caller("operator"));
    }

    private String hosted() {
        long database = cases.hosted();
        platform.getBean(HostedDatabases.class).assign(database, "acme", "SH");
        return Long.toString(database);
    }

    private GitClient copy(Project project, String login) {
        return GitClient.begin(folder.resolve("copy-" + NUMBER.incrementAndGet()), address(project, login));
    }

    private String address(Project project, String login) {
        return "http://%slocalhost:%d/git/%s.git".formatted(login.isEmpty() ? "" : login + "@", port, project.name());
    }

    private static String info(String project, String service) {
        return "/git/%s.git/info/refs?service=%s".formatted(project, service);
    }

    private Map<String, String> heads(Project project) {
        try {
            return repositories.heads(project);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Map<String, String> known(Project project) {
        return view(project).branches().stream()
                .map(ProjectView.BranchView::branch)
                .collect(Collectors.toMap(Branch::name, Branch::commitId));
    }

    private ProjectView view(Project project) {
        return projects.view(project.name(), caller("demo"));
    }

    private Caller caller(String login) {
        return new Caller(login, people.find(login).orElseThrow());
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
    }

    private static byte[] random(int bytes) {
        var content = new byte[bytes];
        new Random(NUMBER.incrementAndGet()).nextBytes(content);
        return content;
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> reached) {
        Awaitility.await(what).atMost(Duration.ofSeconds(40)).until(reached);
    }
}
