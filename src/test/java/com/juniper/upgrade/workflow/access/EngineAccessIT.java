package com.juniper.upgrade.workflow.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestClient.Answer;
import com.juniper.upgrade.TestSession;
import com.juniper.upgrade.workflow.access.EngineResources.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.context.WebApplicationContext;

/**
 * Everybody and nobody try every resource of the process engine that the running platform serves:
 * {@code access/engine.txt} says what they get. Another company's case stands in all of it.
 */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineAccessIT {

    /** Nothing has this id. */
    private static final String NONE = "none";

    @LocalServerPort
    private int port;

    @Autowired
    private WebApplicationContext platform;

    private final EngineRulesTable rules = EngineRulesTable.read();
    private final Map<String, TestSession> sessions = new HashMap<>();
    private final Map<String, TestClient> programs = new HashMap<>();
    private Set<Endpoint> endpoints;
    private List<Endpoint> asked;
    private EngineSecrets rivalry;

    @BeforeAll
    void anotherCompanysCase() {
        endpoints = EngineResources.of(platform);
        asked = endpoints.stream().filter(endpoint -> !endpoint.isCopy()).toList();
        rivalry = new EngineSecrets(platform);
    }

    @Test
    @DisplayName("R33: every resource of the process engine that is served has a rule that says who gets it")
    void everyResourceHasARule() {
        assertThat(endpoints)
                .extracting(Endpoint::address)
                .contains(
                        "/engine-rest/task/{id}",
                        "/camunda/api/engine/engine/{name}/task/{id}",
                        "/camunda/api/cockpit/plugin/base/{engine}/incident",
                        "/camunda/api/admin/setup/{engine}/user/create");
        assertThat(endpoints).allSatisfy(endpoint -> assertThat(rules.given(endpoint, "customer"))
                .isPresent());
        assertThat(rules.unused(endpoints)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"demo,customer", "maintainer,customer", "integration,integration"})
    @DisplayName("R33: of the process engine's resources, people and programs of a company get nothing of another's")
    void nothingOfAnotherCompany(String person, String role) {
        List<String> wrong = new ArrayList<>();
        for (var endpoint : asked) {
            var given = endpoint.isOfPrograms() && role.equals("customer") ? "no" : given(endpoint, role);
            var address = rivalry.filled(endpoint.address());
            note(wrong, endpoint, given, ask(endpoint, address, person));
            if (given.equals("own") && endpoint.method().equals("GET") && !person.equals("maintainer")) {
                rivalry.queries().forEach(query -> {
                    var answer = ask(endpoint, address + query, person);
                    note(wrong, endpoint, given, answer);
                    if (address.matches(".*/(task|process-instance|variable-instance|incident|activity-instance)/count")
                            && answer.status() == 200
                            && !answer.body().equals("{\"count\":0}")) {
                        wrong.add("%s%s finds %s".formatted(endpoint, query, answer.body()));
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(rivalry.isUntouched()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyst", "operator"})
    @DisplayName("R33: staff reads of the process engine what its role is for, and changes little")
    void whatStaffGets(String person) {
        List<String> wrong = new ArrayList<>();
        for (var endpoint : asked) {
            var address = endpoint.isReading() || endpoint.address().endsWith("/start")
                    ? rivalry.filled(endpoint.address())
                    : endpoint.address()
                            .replaceAll("\\{(engine|name)[^/]*}", "default")
                            .replaceAll("\\{[^/]+}", NONE);
            note(wrong, endpoint, given(endpoint, person), ask(endpoint, address, person));
        }
        assertThat(wrong).isEmpty();
        assertThat(rivalry.isUntouched()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "token"})
    @DisplayName("R33: nobody, and who has a request's token alone, gets none of the process engine's resources")
    void nothingWithoutALogin(String person) {
        List<String> wrong = new ArrayList<>();
        for (var endpoint : asked) {
            note(wrong, endpoint, "no", ask(endpoint, rivalry.filled(endpoint.address()), person));
        }
        assertThat(wrong).isEmpty();
        assertThat(rivalry.isUntouched()).isTrue();
    }

    private String given(Endpoint endpoint, String role) {
        return rules.given(endpoint, role).orElse("no");
    }

    private void note(List<String> wrong, Endpoint endpoint, String given, Answer answer) {
        boolean refused = answer.status() == 401 || answer.status() == 403;
        boolean foreign = given.matches("no|own") && rivalry.secrets().stream().anyMatch(answer.body()::contains);
        if (foreign || (given.equals("no") && !refused) || (given.equals("all") && refused)) {
            wrong.add("%s is to give '%s', answers %d: %s".formatted(endpoint, given, answer.status(), answer.body()));
        }
    }

    private Answer ask(Endpoint endpoint, String address, String person) {
        if (endpoint.isOfPrograms()) {
            return program(person)
                    .send(
                            endpoint.method(),
                            address,
                            (endpoint.isReading() ? "" : "{}").getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/json");
        }
        var session = sessions.computeIfAbsent(
                person,
                login -> List.of("nobody", "token").contains(login)
                        ? TestSession.nobody(port)
                        : TestSession.of(login, port));
        return endpoint.method().equals("GET")
                ? session.get(address)
                : session.sendToEngine(
                        endpoint.method(),
                        address.substring("/camunda/api/".length()),
                        endpoint.isReading() ? "" : "{}",
                        "*/*");
    }

    private TestClient program(String person) {
        return programs.computeIfAbsent(person, login -> switch (login) {
            case "nobody" -> TestClient.nobody(port);
            case "token" -> TestClient.withRequestToken(port);
            default -> TestClient.as(login, port);
        });
    }
}
