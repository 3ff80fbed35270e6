package com.juniper.upgrade.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.CaseFixture.Case;
import com.juniper.upgrade.CaseFixture.Issue;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestClient.Answer;
import com.juniper.upgrade.TestSession;
import com.juniper.upgrade.accounts.ApiTokens;
import com.juniper.upgrade.security.AccessTable.Row;
import java.io.IOException;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.eclipse.jgit.http.server.glue.MetaServlet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Everybody and nobody try every address of the platform: {@code access/who-sees-what.txt} says what they get. */
@PlatformTest
@TestPropertySource(properties = {"juniper.uploads.open=1000", "juniper.uploads.open-by-token=1000"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhoSeesWhatIT {

    @LocalServerPort
    private int port;

    @Autowired
    private WebApplicationContext platform;

    @Autowired
    private RepositoryService models;

    private final Map<String, TestSession> sessions = new LinkedHashMap<>();
    private final Map<String, TestClient> programs = new LinkedHashMap<>();
    private CaseFixture cases;
    private Case delivered;
    private long item;
    private Issue issue;
    private String upload = "";
    private String database = "";
    private String task = "";
    private String campaign = "";
    private String invitation = "";
    private String project = "";

    @BeforeAll
    void everybody() {
        cases = new CaseFixture(platform);
        database = Long.toString(cases.hosted());
        project = cases.project();
        for (var person : AccessTable.PEOPLE) {
            sessions.put(
                    person,
                    person.equals("nobody") || person.equals("token")
                            ? TestSession.nobody(port)
                            : TestSession.of(person, port));
            programs.put(person, programOf(person));
        }
    }

    private TestClient programOf(String person) {
        return switch (person) {
            case "nobody" -> TestClient.nobody(port);
            case "token" -> TestClient.withRequestToken(port);
            default -> TestClient.as(person, port);
        };
    }

    @BeforeEach
    void demosCase() {
        delivered = cases.deliveredTo("demo");
        item = cases.checklist(delivered);
        issue = cases.issue(delivered);
        long invited = cases.hosted();
        campaign = cases.campaign(1, 1);
        cases.target(campaign, invited, 1, "CLEAN");
        cases.target(campaign, cases.hosted(), 1, "WAITING");
        invitation = cases.invitation(campaign, invited, cases.trial(campaign, invited))
                .toString();
        task = newTask();
    }

    static List<Row> rows() {
        return AccessTable.rows();
    }

    static Stream<Row> readingRowsOfTheApi() {
        return rows().stream()
                .filter(row -> row.method().equals("GET") && row.address().startsWith("/api/"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("R33, R56: who sees what: everybody and nobody, every address")
    void answersAsTheTableSays(Row row) {
        Map<String, Integer> answered = new LinkedHashMap<>();
        row.statuses()
                .keySet()
                .forEach(person -> answered.put(person, ask(row, person).status()));

        assertThat(answered).isEqualTo(row.statuses());
    }

    @ParameterizedTest
    @MethodSource("readingRowsOfTheApi")
    @DisplayName("R33, R56: a login on the pages opens of the API what a program's login does")
    void aSessionSeesWhatAProgramSees(Row row) {
        var expected = row.statuses().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("token"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        Map<String, Integer> answered = new LinkedHashMap<>();
        expected.keySet()
                .forEach(person -> answered.put(
                        person, session(person).get(filled(row.address())).status()));

        assertThat(answered).isEqualTo(expected);
    }

    private Answer ask(Row row, String person) {
        task = row.address().contains("/tasks/{id}") ? newTask() : task;
        upload = row.address().startsWith("/api/uploads") ? beginUpload() : cases.uploadOf("demo");
        var address = filled(row.address());
        return row.isForPrograms()
                ? program(person).send(row.method(), address, body(row), headers(row))
                : session(person)
                        .send(
                                row.method(),
                                address,
                                "company=acme&request=%s&item=%d&answer=FINE&area=general&text=%s&confident=true&upgrade=%s&category=TESTING&concern=STANDARD&title=A&login=demo&go=true&act=STOP&remark=A"
                                        .formatted(delivered.request(), item, person, delivered.number()));
    }

    /** What one person does with a task, the next could not do any more. */
    private String newTask() {
        return platform.getBean(TaskService.class)
                .createTaskQuery()
                .processInstanceId(platform.getBean(RuntimeService.class)
                        .createProcessInstanceByKey("TestUpgrade")
                        .businessKey(delivered.number())
                        .setVariables(Map.of("requestId", delivered.request().toString(), "targetVersion", "17.0"))
                        .startBeforeActivity("Task_DeclareCustomModulesPorted")
                        .execute()
                        .getId())
                .singleResult()
                .getId();
    }

    private TestSession session(String person) {
        return Objects.requireNonNull(sessions.get(person));
    }

    private TestClient program(String person) {
        return Objects.requireNonNull(programs.get(person));
    }

    private String beginUpload() {
        var begun = program("demo")
                .send("POST", "/api/uploads", new byte[0], "Tus-Resumable", "1.0.0", "Upload-Length", "3");
        return begun.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
    }

    private String filled(String address) {
        return address.replace("/campaigns/{number}", "/campaigns/" + campaign)
                .replace("/builds/{number}", "/builds/1")
                .replace("/{act}", "/stop")
                .replace("/invitations/{id}", "/invitations/" + invitation)
                .replace("{line}", "nowhere")
                .replace("{version}", "1.0")
                .replace("/support/{number}", "/support/" + issue.number())
                .replace("/api/issues/{number}", "/api/issues/" + issue.number())
                .replace("/support/new", "/support/new?upgrade=" + delivered.number())
                .replace("/testing/files/{item}/{file}", "/testing/files/%d/1".formatted(item))
                .replace("{file}", Long.toString(issue.file()))
                .replace("{number}", delivered.number())
                .replace("/api/uploads/{id}", "/api/uploads/" + upload)
                .replace("/tasks/{id}", "/tasks/" + task)
                .replace("/databases/{id}", "/databases/" + database)
                .replace("{other}", database)
                .replace("{section}", "views")
                .replace("{record}", "1")
                .replace("{id}", delivered.request().toString())
                .replace("/projects/{name}", "/projects/" + project)
                .replace("{project}", project)
                .replace("/artifacts/{name}", "/artifacts/upgraded.zip")
                .replace("{name}", "none.dump")
                .replace("{login}", "nobody.known")
                .replace("{code}", "JUN-NONE")
                .replace("{model}", "TestUpgrade")
                .replace("**", "none");
    }

    private byte[] body(Row row) {
        return switch (row.endpoint()) {
            case "POST /api/requests" ->
                "{\"uploadId\": \"%s\", \"email\": \"a@b.example\"}"
                        .formatted(upload)
                        .getBytes(UTF_8);
            case "POST /api/issues" ->
                "{\"upgrade\": \"%s\", \"title\": \"It is red\", \"text\": \"It was green.\"}"
                        .formatted(delivered.number())
                        .getBytes(UTF_8);
            case "POST /api/issues/{number}/messages" -> "{\"text\": \"Still red.\"}".getBytes(UTF_8);
            case "POST /api/databases/{id}/assignment" -> "{\"company\": \"acme\"}".getBytes(UTF_8);
            case "POST /api/databases/{id}/rolling" -> "{\"part\": \"CANARY\"}".getBytes(UTF_8);
            case "POST /api/projects/{name}/upgrades",
                    "POST /api/projects/{name}/production",
                    "POST /api/projects/{name}/builds" -> "{}".getBytes(UTF_8);
            case "POST /api/projects" -> "{}".getBytes(UTF_8);
            case "POST /api/projects/{name}/stage" -> "{\"branch\": \"none\", \"stage\": \"STAGING\"}".getBytes(UTF_8);
            case "POST /api/projects/{name}/webhook" -> "{\"url\": \"\"}".getBytes(UTF_8);
            case "POST /api/projects/{name}/remote" -> "{\"url\": \"https://git.example/modules.git\"}".getBytes(UTF_8);
            case "POST /api/privacy/exports", "POST /api/privacy/erasures" ->
                "{\"company\": \"acme\", \"reason\": \"ASKED\"}".getBytes(UTF_8);
            case "POST /api/campaigns" -> "{}".getBytes(UTF_8);
            case "POST /api/campaigns/{number}/{act}" -> "{\"remark\": \"A\"}".getBytes(UTF_8);
            case "POST /api/tasks/{id}/complete" -> "{\"variables\": {\"modulesPorted\": true}}".getBytes(UTF_8);
            case "POST /api/requests/{id}/modules" -> "{\"ported\": true}".getBytes(UTF_8);
            default ->
                row.address().startsWith("/engine-rest/") && row.method().equals("POST")
                        ? "{}".getBytes(UTF_8)
                        : new byte[0];
        };
    }

    private static String[] headers(Row row) {
        if (!row.address().startsWith("/api/uploads")) {
            return new String[] {"Content-Type", "application/json"};
        }
        return new String[] {
            "Tus-Resumable", "1.0.0",
            "Upload-Length", "3",
            "Upload-Offset", "0",
            "Content-Type", "application/offset+octet-stream"
        };
    }

    @Test
    @DisplayName("operators alone read in the health of what it consists")
    void healthDetails() {
        programs.forEach((person, program) -> assertThat(
                        program.get("/actuator/health").json().has("components"))
                .as(person)
                .isEqualTo(person.equals("operator")));
    }

    @Test
    @DisplayName("an API token of an operator's reads what is measured, for Prometheus")
    void metricsByToken() {
        var token = platform.getBean(ApiTokens.class).create("operator", "prometheus");

        assertThat(TestClient.withToken(token, port).get("/actuator/prometheus").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/login, X-None: x, 413",
        "/support, X-None: x, 413",
        "/api/request-tokens, Authorization: Bearer x, 413",
        "/api/releases, X-None: x, 413",
        "/api/releases, Authorization: Bearer x, 401",
        "/api/releases, Authorization: Basic ZGVtbzpkZW1v, 403",
        "/api/releases, X-CSRF-TOKEN: x, 401"
    })
    @DisplayName("a large form is answered before it is read, whoever may not publish")
    void largeForms(String address, String header, int status) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write("""
                            POST %s HTTP/1.1\r
                            Host: localhost\r
                            %s\r
                            Content-Type: multipart/form-data; boundary=x\r
                            Content-Length: 1000000000\r
                            \r
                            --x\r
                            Content-Disposition: form-data; name="dump"; filename="a"\r
                            \r
                            the beginning of it""".formatted(address, header).getBytes(UTF_8));

            var answer = new String(socket.getInputStream().readNBytes(12), UTF_8);

            assertThat(answer).isEqualTo("HTTP/1.1 " + status);
        }
    }

    @Test
    @DisplayName("R33: nothing of a case stands in what others are shown, lists and pages neither")
    void nothingOfAnotherCompanyIsShown() {
        var secret = "s3cret-of-acme";
        cases.tell(delivered, issue, Long.parseLong(database), secret);
        Map<String, Set<String>> shown = new LinkedHashMap<>();
        for (var row : rows()) {
            if (row.method().equals("GET")) {
                for (var person : List.of("demo", "rival", "token", "nobody")) {
                    if (ask(row, person).body().contains(secret)) {
                        shown.computeIfAbsent(person, who -> new TreeSet<>()).add(row.address());
                    }
                }
            }
        }
        assertThat(shown).containsOnlyKeys("demo");
        assertThat(shown.get("demo"))
                .contains(
                        "/",
                        "/outbox",
                        "/support/{number}",
                        "/support/{number}/files/{file}",
                        "/upgrades/{number}",
                        "/upgrades/{number}/testing",
                        "/api/databases/{id}",
                        "/api/issues/{number}",
                        "/api/requests",
                        "/api/requests/{id}/log");
    }

    @Test
    @DisplayName("private pages run no foreign script, sit in no foreign frame, and stay in no cache")
    void privatePagesAreKeptPrivate() {
        for (var path : List.of("/", "/upgrades/" + delivered.number(), "/api/requests/" + delivered.request())) {
            var headers = session("demo").get(path).headers();

            assertThat(headers.firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                    .contains("default-src 'self'", "frame-ancestors 'self'")
                    .doesNotContain("script-src"));
            assertThat(headers.firstValue("Cache-Control"))
                    .hasValueSatisfying(caching -> assertThat(caching).contains("no-store"));
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).hasValue("SAMEORIGIN");
        }
    }

    @Test
    @DisplayName("a login gets a new session, which the database keeps, and leads nowhere but to the platform")
    void aLoginGetsANewSession() {
        var session = TestSession.nobody(port);
        session.get("/upgrades/" + delivered.number());
        session.get("/login?continue=//evil.example&redirect=http://evil.example");
        var before = session.cookie("SESSION");

        var answer = session.login("demo", "demo");

        assertThat(session.cookie("SESSION")).isNotEqualTo(before);
        assertThat(answer.headers().firstValue("Location")).hasValueSatisfying(location -> assertThat(location)
                .startsWith("http://localhost:%d/".formatted(port)));
        assertThat(platform.getBean(JdbcClient.class)
                        .sql("select count(*) from upgrade.session where principal_name = 'demo'")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    @DisplayName("a form of another site changes nothing: no CSRF token, no change")
    void foreignFormsAreRefused() {
        var demo = session("demo");

        for (var path : List.of(
                "/upgrades/%s/modules?request=%s".formatted(delivered.number(), delivered.request()),
                "/logout",
                "/api/requests")) {
            var answer = demo.sendWithoutToken("POST", path);

            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("Exception", "Csrf");
        }
        assertThat(demo.get("/").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("every address of the running platform has its row")
    void noAddressIsForgotten() {
        var known = rows().stream().map(Row::endpoint).collect(Collectors.toSet());

        assertThat(known).containsAll(endpoints());
    }

    @Test
    @DisplayName("every servlet has its rows, or its rules in access/engine.txt, and every path of git's has one")
    void noServletIsForgotten() {
        var addresses = rows().stream().map(Row::address).toList();
        var mappings = Objects.requireNonNull(platform.getServletContext()).getServletRegistrations().values().stream()
                .flatMap(servlet -> servlet.getMappings().stream())
                .filter(mapping -> !mapping.equals("/") && !mapping.matches("/(engine-rest|camunda/api)/.*"))
                .toList();

        assertThat(mappings).contains("/git/*").allSatisfy(mapping -> assertThat(addresses)
                .anyMatch(address -> address.startsWith(mapping.replace("*", ""))));
        assertThat(gitPaths()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(path -> assertThat(addresses)
                .anyMatch(
                        address -> address.matches("/git/[^?]*(%s)(\\?.*)?".formatted(path.replaceAll("[\\^$]", "")))));
    }

    /** What git's servlet serves, as the ends of addresses or expressions for them. */
    private List<String> gitPaths() {
        var servlet =
                platform.getBean("gitServlet", ServletRegistrationBean.class).getServlet();
        var filter = Objects.requireNonNull(ReflectionTestUtils.getField(servlet, MetaServlet.class, "filter"));
        var bindings = (List<?>) Objects.requireNonNull(ReflectionTestUtils.getField(filter, "bindings"));
        return bindings.stream()
                .map(binding -> ReflectionTestUtils.getField(
                        binding, binding.getClass().getName().contains("Suffix") ? "suffix" : "pattern"))
                .map(String::valueOf)
                .toList();
    }

    @Test
    @DisplayName("R30, R31: every address that shows one thing says whether the audit log tells of it")
    void noAddressIsForgottenInTheAuditLog() throws IOException {
        var told = new ClassPathResource("audit/seen.txt")
                .getContentAsString(UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^(\\S+)\\s+(\\S+).*", "$1 $2"))
                .collect(Collectors.toSet());

        assertThat(endpoints().stream().filter(endpoint -> endpoint.matches("GET .*\\{.*")))
                .isSubsetOf(told);
    }

    private Set<String> endpoints() {
        return platform.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(WhoSeesWhatIT::endpoints)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> endpoints(RequestMappingInfo mapping) {
        var methods = mapping.getMethodsCondition().getMethods();
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods)
                        .stream().map(method -> method + " " + pattern));
    }

    @Test
    @DisplayName("every process has a row that says who starts it, and every human task says whose it is")
    void noProcessAndNoTaskIsForgotten() {
        var known = rows().stream().map(Row::endpoint).collect(Collectors.toSet());

        for (var process : models.createProcessDefinitionQuery().latestVersion().list()) {
            assertThat(known).contains("POST /engine-rest/process-definition/key/%s/start".formatted(process.getKey()));
            assertThat(models.getBpmnModelInstance(process.getId()).getModelElementsByType(UserTask.class))
                    .allSatisfy(task -> assertThat(task.getCamundaCandidateUsers() + task.getCamundaCandidateGroups())
                            .as("%s is somebody's", task.getId())
                            .isNotEqualTo("nullnull"));
        }
    }
}
