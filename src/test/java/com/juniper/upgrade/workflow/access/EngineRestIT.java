package com.juniper.upgrade.workflow.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.RawHttp;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestClient.Answer;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What the process engine's REST API takes from whom (design.md, Processes). */
@PlatformTest
class EngineRestIT {

    private static final String START = "/engine-rest/process-definition/key/TestUpgrade/start";
    private static final String LIFECYCLE = "/engine-rest/process-definition/key/UpgradeLifecycle/start";

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private RepositoryService models;

    private CaseFixture cases;

    @BeforeEach
    void aPublishedVersion() {
        cases = new CaseFixture(platform);
        cases.publish(CaseFixture.VERSION);
    }

    private TestClient caller(String who) {
        return switch (who) {
            case "nobody" -> TestClient.nobody(port);
            case "integration" -> TestClient.withToken("sample-integration-token", port);
            case "token" -> TestClient.withRequestToken(port);
            default -> TestClient.as(who, port);
        };
    }

    private static Map<String, Object> text(String value) {
        return Map.of("value", value, "type", "String");
    }

    private Map<String, Object> variables(String owner) {
        return new TreeMap<>(Map.of(
                "uploadId", text(cases.uploadOf(owner)),
                "targetVersion", text(CaseFixture.VERSION),
                "email", text("it@juniper.example"),
                "contract", text("JUN-ENT-0001")));
    }

    private static Map<String, Object> body(Map<String, Object> variables) {
        return new HashMap<>(Map.of("variables", variables));
    }

    private static void assertRefused(Answer answer, int status, String name) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.json().path("detail").asText()).contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "integration, 200",
        "analyst, 200",
        "operator, 200",
        "demo, 403",
        "colleague, 403",
        "rival, 403",
        "maintainer, 403",
        "token, 403",
        "nobody, 401"
    })
    @DisplayName("R29: an integration, analysts and operators start by REST with an upload of theirs, nobody else")
    void whoStarts(String who, int status) {
        var answer = caller(who).post(START, body(variables(who)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    }

    @Test
    @DisplayName("a start answers as the engine does, with the case's number as business key")
    void answersAsTheEngine() {
        var body = body(variables("integration"));
        body.put("businessKey", "THEIR-7");
        body.put("withVariablesInReturn", true);

        var started = caller("integration").post(START, body).json();

        assertThat(started.path("businessKey").asText()).matches("UPG-\\d{5}");
        assertThat(started.path("definitionKey").asText()).isEqualTo("TestUpgrade");
        assertThat(started.path("links").get(0).path("href").asText())
                .isEqualTo("http://localhost:%d/engine-rest/process-instance/%s"
                        .formatted(port, started.path("id").asText()));
        var variables = started.path("variables");
        assertThat(variables.path("targetVersion").path("value").asText()).isEqualTo(CaseFixture.VERSION);
        var request = caller("integration")
                .get("/api/requests/"
                        + variables.path("requestId").path("value").asText())
                .json();
        assertThat(request.path("externalReference").asText()).isEqualTo("THEIR-7");
        assertThat(request.path("number").asText())
                .isEqualTo(started.path("businessKey").asText());
    }

    @Test
    @DisplayName("R11: operators start a campaign by REST, with its number as business key; what is wrong is named")
    void operatorsStartCampaigns() {
        var start = "/engine-rest/process-definition/key/ReleaseCampaign/start";
        var right = Map.of("line", text("fixture"), "targetVersion", text(CaseFixture.VERSION));
        new CaseFixture(platform).publish(CaseFixture.VERSION);

        for (var who : new String[] {"analyst", "integration", "demo"}) {
            assertThat(caller(who).post(start, Map.of("variables", right)).status())
                    .isEqualTo(403);
        }
        var operator = caller("operator");
        assertRefused(operator.post(start, Map.of()), 400, "line: missing; expected is a release line");
        assertRefused(
                operator.post(start, Map.of("variables", Map.of("line", text("fixture")))),
                400,
                "targetVersion: missing; expected is the line's newest version");
        assertRefused(
                operator.post(start, Map.of("variables", Map.of("database", text("1")))),
                400,
                "database: not allowed; expected are the variables line, targetVersion");
        assertRefused(
                operator.post(start, Map.of("variables", right, "businessKey", "MINE")),
                400,
                "businessKey: not allowed");
        assertRefused(
                operator.post(
                        start, Map.of("variables", Map.of("line", text("fixture"), "targetVersion", text("1.0")))),
                400,
                "A campaign is to the newest version of its line");
        var started = operator.post(start, Map.of("variables", right)).json();
        assertThat(started.path("definitionKey").asText()).isEqualTo("ReleaseCampaign");
        assertThat(started.path("businessKey").asText()).matches("CAM-\\d{5}");
        assertThat(operator.get("/api/campaigns/" + started.path("businessKey").asText())
                        .json()
                        .path("campaign")
                        .path("version")
                        .asText())
                .isEqualTo(CaseFixture.VERSION);
        assertRefused(operator.post(start, Map.of("variables", right)), 400, "is the campaign to 99.0 already");
    }

    @Test
    void aFurtherLifecycleOfAnOpenCaseIsRefusedAndNamesTestUpgrade() {
        var variables = variables("integration");
        variables.put("name", text("one-case"));

        assertThat(caller("integration").post(LIFECYCLE, body(variables)).status())
                .isEqualTo(200);
        assertRefused(caller("integration").post(LIFECYCLE, body(variables)), 400, "start TestUpgrade");
        assertThat(caller("integration").post(START, body(variables)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"startInstructions", "skipCustomListeners", "skipIoMappings", "caseInstanceId", "anything"})
    void startInstructionsAndTheLikeAreNamed(String member) {
        var body = body(variables("integration"));
        body.put(member, true);

        var started = processes.createProcessInstanceQuery().rootProcessInstances(); // others go on
        long before = started.count();
        assertRefused(caller("integration").post(START, body), 400, member);
        assertThat(started.count()).isLessThanOrEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"requestId", "modulesPorted", "eligible"})
    void otherVariablesAreNamed(String name) {
        var variables = variables("integration");
        variables.put(name, text("x"));

        assertRefused(caller("integration").post(START, body(variables)), 400, name);
    }

    @Test
    void wrongTypesAndExpressionsAreNamedAllAtOnce() {
        var variables = variables("integration");
        variables.put("targetVersion", Map.of("value", 17, "type", "Integer"));
        variables.put(
                "email", Map.of("value", "x", "type", "Object", "valueInfo", Map.of("objectTypeName", "java.io.File")));
        variables.put("name", text("${execution.id}"));

        var answer = caller("analyst").post(START, body(variables));

        assertRefused(answer, 400, "targetVersion");
        assertThat(answer.json().path("problems").findValuesAsText("name")).contains("targetVersion", "email", "name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uploadId", "targetVersion", "email", "contract"})
    void aMissingVariableIsNamed(String name) {
        var variables = variables("operator");
        variables.remove(name);

        assertRefused(caller("operator").post(START, body(variables)), 400, name);
    }

    @Test
    void aWrongValueHasTheReasonsOfTheApi() {
        var variables = variables("integration");
        variables.put("email", text("a@b.example\nBcc: c@d.example"));
        variables.put("targetVersion", text("12.0"));

        var answer = caller("integration").post(START, body(variables));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("reasons")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"integration", "analyst", "operator"})
    @DisplayName("somebody else's upload does not exist, for staff too")
    void somebodyElsesUpload(String who) {
        assertRefused(caller(who).post(START, body(variables("demo"))), 404, "does not exist");
    }

    @Test
    void anIntegrationUsesNoOtherCompanysContract() {
        var variables = variables("integration");
        variables.put("contract", text("JUN-ENT-0002"));

        assertRefused(caller("integration").post(START, body(variables)), 400, "JUN-ENT-0002");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, process-definition/key/DatabaseUpgrade/start",
        "POST, process-definition/key/TestUpgrade/tenant-id/x/start",
        "POST, process-definition/key/TestUpgrade/submit-form",
        "POST, process-definition/TestUpgrade:1:1/start",
        "POST, engine/default/process-definition/key/DatabaseUpgrade/start",
        "POST, process-definition/TestUpgrade:1:1/restart",
        "POST, message",
        "POST, signal",
        "POST, condition",
        "POST, process-instance/x/modification",
        "POST, modification/execute",
        "POST, migration/execute",
        "POST, deployment/create",
        "DELETE, deployment/x",
        "PUT, process-instance/x/variables/requestId",
        "POST, process-instance/x/variables",
        "DELETE, process-instance/x",
        "POST, execution/x/signal",
        "POST, execution/x/messageSubscriptions/Msg_TurnFreed/trigger",
        "PUT, task/x",
        "POST, task/create",
        "POST, task/x/resolve",
        "POST, task/x/bpmnError",
        "PUT, task/x/variables/modulesPorted",
        "POST, task/x/localVariables",
        "POST, job/x/execute",
        "POST, job/retries",
        "PUT, job/suspended",
        "PUT, job/x/duedate",
        "DELETE, incident/x",
        "POST, filter/create",
        "PUT, filter/x",
        "POST, external-task/fetchAndLock",
        "POST, decision-definition/key/Eligibility/evaluate",
        "POST, history/process-instance/delete",
        "DELETE, history/process-instance/x",
        "POST, user/create",
        "PUT, user/demo/credentials",
        "POST, authorization/create",
        "POST, identity/verify",
        "PUT, group/customers/members/demo",
        "PATCH, task/x"
    })
    void everythingElseThatChangesSomethingIsRefused(String method, String path) {
        for (var who : new String[] {"integration", "analyst", "operator"}) {
            var answer = caller(who)
                    .send(method, "/engine-rest/" + path, "{}".getBytes(UTF_8), "Content-Type", "application/json");

            assertRefused(answer, 403, "is not allowed from outside");
        }
    }

    @Test
    void operatorsAloneSetRetriesAndSuspend() {
        var body = "{\"retries\": 1}".getBytes(UTF_8);
        var operator = caller("operator")
                .send("PUT", "/engine-rest/job/none/retries", body, "Content-Type", "application/json");
        var analyst = caller("analyst")
                .send("PUT", "/engine-rest/job/none/retries", body, "Content-Type", "application/json");

        assertThat(operator.status()).as(operator.body()).isEqualTo(500); // the engine's own word: there is no such job
        assertThat(operator.body()).contains("No job found");
        assertThat(analyst.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"task", "process-instance", "history/process-instance", "history/activity-instance"})
    void staffQueryByPostWithoutExpressions(String what) {
        assertThat(caller("analyst").post("/engine-rest/" + what, Map.of()).status())
                .isEqualTo(200);
        assertThat(caller("analyst")
                        .post("/engine-rest/" + what + "/count", Map.of())
                        .status())
                .isEqualTo(200);
        assertRefused(
                caller("operator").post("/engine-rest/" + what, Map.of("orQueries", new Object[] {
                    Map.of("assigneeExpression", "${1}")
                })),
                400,
                "assigneeExpression");
        assertThat(caller("integration").post("/engine-rest/" + what, Map.of()).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assigneeExpression", "createdBeforeExpression", "assignee%45xpression"})
    void expressionsInAnAddressAreRefused(String parameter) {
        assertRefused(caller("operator").get("/engine-rest/task?" + parameter + "=%24%7B1%7D"), 400, "xpression");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST //engine-rest/deployment/create",
                "POST /engine-rest//deployment/create",
                "POST /engine-rest/./deployment/create",
                "POST /engine-rest/x/../deployment/create",
                "POST /engine-rest/deployment;jsessionid=1/create",
                "POST /engine-rest;x=1/deployment/create",
                "POST /engine-rest/deployment%2Fcreate",
                "POST /engine-rest/deployment%252Fcreate",
                "POST /engine-rest/%64eployment/create",
                "POST /engine-rest/deployment/create/",
                "POST /engine-rest/deployment/create%20",
                "POST /engine-rest/deployment/create%0a",
                "POST /engine-rest/engine/default/deployment/create",
                "POST /engine-rest/engine/default/engine/default/deployment/create",
                "POST /engine-rest/engine//deployment/create",
                "POST /engine-rest/process-definition/key/DatabaseUpgrade%2Fx/../TestUpgrade/start",
                "POST /Engine-Rest/deployment/create",
                "POST /camunda/../engine-rest/deployment/create",
                "POST /camunda/api/engine/engine/default/deployment/create",
                "DELETE /engine-rest/process-instance/x;a=b",
                "TRACE /engine-rest/task",
                "PROPFIND /engine-rest/task"
            })
    @DisplayName("no way of writing an address leads past the gate")
    void disguisedAddressesAreRefused(String call) throws Exception {
        var parts = call.split(" ", 2);

        for (var who : new String[] {"integration", "operator"}) {
            var answer = RawHttp.send(
                    port,
                    parts[0],
                    parts[1],
                    "{}",
                    "Authorization: " + caller(who).authorization());

            assertThat(answer).as(who).matches("(?s)HTTP/1.1 (302|400|401|403|404|405) .*");
        }
        assertThat(models.createDeploymentQuery().count()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override: DELETE", "X-HTTP-Method: DELETE", "X-Method-Override: DELETE"})
    void aHeaderDoesNotMakeAReadAWrite(String header) throws Exception {
        var started =
                caller("operator").post(START, body(variables("operator"))).json();
        var instance =
                "/engine-rest/history/process-instance/" + started.path("id").asText();

        for (var method : new String[] {"GET", "POST"}) {
            RawHttp.send(
                    port,
                    method,
                    instance + "?_method=DELETE",
                    "{}",
                    header,
                    "Authorization: " + caller("operator").authorization());
        }

        assertThat(caller("operator").get(instance).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<startInstructions/>",
                "variables=%7B%7D",
                "[]",
                "null",
                "\"variables\"",
                "{\"variables\": {}, \"variables\": {}}",
                "{} {}",
                "{\"variables\": {\"uploadId\": null}}",
                "{\"variables\": [\"uploadId\"]}",
                "{\"variables\": {\"uploadId\": {\"value\": {\"a\": 1}}}}",
                "{\"variables\": {\"uploadId\": {\"value\": \"x\", \"type\": \"File\"}}}",
                "{\"variables\": {\"uploadId\": {\"value\": \"x\", \"local\": true}}}",
                "{\"businessKey\": [\"x\"]}",
                "{\"withVariablesInReturn\": \"yes\"}"
            })
    @DisplayName("a start's body that is no object of variables is refused, with what is expected")
    void brokenBodiesAreNamed(String body) {
        for (var type : new String[] {"application/json", "application/xml", "text/plain"}) {
            var answer = caller("integration").send("POST", START, body.getBytes(UTF_8), "Content-Type", type);

            assertRefused(answer, 400, "expected");
        }
    }

    @Test
    void aHugeBodyIsRefused() {
        var huge = "{\"businessKey\": \"%s\"}".formatted("x".repeat(2 << 20)).getBytes(UTF_8);

        assertRefused(caller("operator").send("POST", START, huge, "Content-Type", "application/json"), 413, "1 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token", "authorization", "api_key"})
    @DisplayName("a token in an address opens nothing: addresses are logged")
    void tokensInAddressesAreNone(String parameter) {
        var nobody = caller("nobody");

        for (var path : new String[] {"/engine-rest/engine", "/api/requests"}) {
            assertThat(nobody.get(path + "?" + parameter + "=sample-integration-token")
                            .status())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, process-definition/key/TestUpgrade/start, variables.uploadId.value",
        "POST, task/x/complete, variables.uploadId.value",
        "POST, task, variables.uploadId.value",
        "PUT, job/x/retries, variables.uploadId.value",
        "GET, task?assignee=a%00b, address",
        "GET, task?a=%zz, address"
    })
    @DisplayName("a text that no database stores is the caller's fault, and said by its name")
    void anUnstorableTextIsNamed(String method, String call, String field) throws IOException {
        var answer = RawHttp.send(
                port,
                method,
                "/engine-rest/" + call,
                "{\"variables\": {\"uploadId\": {\"value\": \"a\\u0000b\"}}}",
                "Authorization: " + caller("operator").authorization());

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"name\":\"%s\"".formatted(field));
    }

    @Test
    void aLoginThatNoDatabaseStoresIsNobodys() throws IOException {
        var login = Base64.getEncoder().encodeToString("a\0b:c".getBytes(UTF_8));

        for (var path : new String[] {"/engine-rest/engine", "/api/requests"}) {
            assertThat(RawHttp.send(port, "GET", path, "", "Authorization: Basic " + login))
                    .startsWith("HTTP/1.1 401");
        }
    }

    @Test
    @DisplayName("so it is in the platform's own API, wherever it stands")
    void anUnstorableTextIsNamedByTheApi() {
        var demo = caller("demo");

        var request = demo.post(
                "/api/requests", Map.of("targetVersion", CaseFixture.VERSION, "uploadId", "u-1", "name", "x\0"));
        assertRefused(request, 400, "name: A text holds the character U+0000");
        assertThat(request.json().path("reasons").path(0).path("code").asText()).isEqualTo("name");
        assertRefused(
                demo.post("/api/tasks/x/complete", Map.of("variables", Map.of("accepted", Map.of("a", "\0")))),
                400,
                "variables.accepted.a");
    }
}
