package com.juniper.upgrade.upgrades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.CaseFixture.Case;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.TestSession;
import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.EngineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A million findings of one request: all of them in the CSV, each of them found on a page. */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindingsIT {

    private static final int MILLION = 1_000_000;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private Findings findings;

    @Autowired
    private RequestProgress progress;

    private DatabaseAddress database;
    private CaseFixture cases;
    private Case delivered;
    private TestClient demo;

    @BeforeAll
    void aMillionFindings() throws SQLException, IOException {
        demo = TestClient.as("demo", port);
        cases = new CaseFixture(platform);
        delivered = cases.deliveredTo("demo");
        database = TestPostgres.createDatabase("found");
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    new ClassPathResource("upgrades/work-schema.sql").getContentAsString(StandardCharsets.UTF_8));
            statement.execute("""
                    insert into juniper_upgrade.hop (from_version, to_version, done) values ('16.0', '17.0', true), ('17.0', '18.0', true);
                    insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
                    select case when i % 2 = 0 then '16.0→17.0' else '17.0→18.0' end, (array['conflicts', 'fields', 'rows'])[1 + i % 3],
                           case when i % 1000 = 0 then 'WARNING' else 'INFO' end, case when i % 7 = 0 then '' else 'module_' || i % 7 end,
                           'Finding number ' || i, jsonb_build_object('table', 'table_' || i % 100, 'yours', 'value ' || i)
                    from generate_series(1, 999999) i
                    union all select '17.0→18.0', 'views', 'PROBLEM', 'sale', 'View "100 %\\_of it" is disabled: <b>no field</b>', '{"xml": "<form/>"}'""");
        }
        progress.own(() -> findings.keep(delivered.request(), database));
    }

    @AfterAll
    void theFindingsGoWithTheArtifacts() {
        platform.getBean(Artifacts.class).delete(delivered.request());

        for (String table : List.of("finding", "finding_text", "finding_group")) {
            assertThat(platform.getBean(JdbcClient.class)
                            .sql("select count(*) from upgrade.%s where request_id = ?".formatted(table))
                            .param(delivered.request())
                            .query(Long.class)
                            .single())
                    .isZero();
        }
        assertThat(demo.get(api("")).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("Issue 3, 6: the CSV beside the report has every finding, and its company may fetch it as the report")
    void theCsvIsComplete() throws IOException {
        var csv = platform.getBean(Artifacts.class)
                .find(delivered.request(), Findings.CSV)
                .orElseThrow();

        var content = platform.getBean(Artifacts.class).content(csv).orElseThrow();
        try (var lines = new BufferedReader(new InputStreamReader(content.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.lines().filter(line -> line.matches("1[67]\\.0,1[78]\\.0,.*")))
                    .hasSize(MILLION);
        }
        var path = "/api/requests/%s/artifacts/findings.csv".formatted(delivered.request());
        assertThat(TestClient.as("colleague", port)
                        .send("HEAD", path, new byte[0])
                        .status())
                .isEqualTo(200);
        assertThat(TestClient.as("rival", port).send("HEAD", path, new byte[0]).status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("Issue 3, 6: pages have the right rows, the worst first, the last one too")
    void pagesHaveTheRightRows() {
        var first = demo.get(api("")).json();
        var last = demo.get(api("?page=20000")).json();

        assertThat(first.path("total").asLong()).isEqualTo(MILLION);
        assertThat(first.path("pages").asInt()).isEqualTo(20_000);
        assertThat(first.path("findings")).hasSize(50);
        assertThat(first.path("findings").get(0).path("severity").asText()).isEqualTo("PROBLEM");
        assertThat(first.path("findings").get(1).path("severity").asText()).isEqualTo("WARNING");
        assertThat(last.path("findings"))
                .hasSize(50)
                .allSatisfy(row -> assertThat(row.path("severity").asText()).isEqualTo("INFO"));
        assertThat(titles(last)).doesNotContainAnyElementsOf(titles(first));
    }

    @Test
    @DisplayName(
            "Issue 3, 6: filters by app, category, severity and hop together give exactly what matches, page after page")
    void filtersTogether() {
        var filter = "?category=rows&severity=WARNING&app=-&hop=" + encoded("16.0→17.0");

        var found = demo.get(api(filter)).json();

        // i % 3 = 2, i % 1000 = 0, i % 7 = 0, i % 2 = 0: every 21000th from 14000
        assertThat(titles(found)).hasSize(47).startsWith("Finding number 14000", "Finding number 35000");
        assertThat(found.path("total").asInt()).isEqualTo(47);
        assertThat(found.path("pages").asInt()).isEqualTo(1);
        assertThat(titles(
                        demo.get(api("?severity=WARNING&category=rows&page=2")).json()))
                .hasSize(50);
    }

    @Test
    @DisplayName(
            "Issue 3, 6: a text is found in titles and details, signs as they are; a search that finds too much says so")
    void searches() {
        assertThat(titles(demo.get(api("?text=NUMBER+777777")).json())).containsExactly("Finding number 777777");
        assertThat(titles(demo.get(api("?text=value+777777")).json())).containsExactly("Finding number 777777");
        assertThat(titles(demo.get(api("?text=" + encoded("100 %\\_of"))).json()))
                .hasSize(1);
        assertThat(titles(demo.get(api("?text=" + encoded("1__ %"))).json())).isEmpty();
        assertThat(titles(demo.get(api("?text=777777&category=fields")).json())).isEmpty();

        assertThat(demo.get(api("?text=number&severity=WARNING"))
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(999);

        var much = demo.get(api("?text=finding&page=20")).json();
        assertThat(much.path("total").asInt()).isEqualTo(1000);
        assertThat(much.path("more").asBoolean()).isTrue();
        assertThat(much.path("findings")).hasSize(50);
    }

    @Test
    @DisplayName("Issue 3, 6: what cannot be found is refused with every reason; another request is not there")
    void refusesWhatCannotBe() {
        var refused = demo.get(api("?category=nonsense&severity=BAD&text=ab"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("there are: conflicts, fields, rows, views", "there are: INFO, PROBLEM, WARNING", "3 to 200");
        assertThat(demo.get(api("?page=20001")).body()).contains("There is no page 20001; the pages are 1 to 20000.");
        assertThat(demo.get(api("?page=0")).status()).isEqualTo(422);
        assertThat(demo.get(api("?page=one")).status()).isEqualTo(400);
        assertThat(demo.get(api("?text=abc%00")).status()).isEqualTo(400);
        assertThat(demo.get("/api/requests/%s/findings".formatted(UUID.randomUUID()))
                        .status())
                .isEqualTo(404);
        assertThat(demo.get("/api/requests/none/findings").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("Issue 3, 6: the page shows the same, leads on, and says what is wrong with a filter")
    void thePageShowsTheSame() {
        var session = TestSession.of("demo", port);
        var address = "/upgrades/%s/findings".formatted(delivered.number());

        var first = session.get(address + "?category=views");
        var second = session.get(address + "?severity=WARNING&page=2");
        var wrong = session.get(address + "?app=nonsense");

        assertThat(first.body())
                .contains("View &quot;100 %\\_of it&quot; is disabled: &lt;b&gt;no field&lt;/b&gt;", "&lt;form/&gt;");
        assertThat(second.body()).contains("Page 2 of 20", "severity=WARNING&amp;hop=&amp;page=3");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("No finding has this app; there are: -, module_1");
        assertThat(session.get(address + "?request=" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("Issue 3, 6: keeping them again after a failure replaces them, and a failure leaves what was there")
    void isRepeated() throws SQLException {
        var again = cases.deliveredTo("demo");
        var small = TestPostgres.createDatabase("found_again");

        assertThatThrownBy(() -> progress.own(() -> findings.keep(again.request(), small)))
                .isInstanceOf(EngineException.class);
        try (var connection = small.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    create schema juniper_upgrade;
                    create table juniper_upgrade.hop (position int, from_version text, to_version text);
                    create table juniper_upgrade.finding (id int, hop text, category text, severity text, module text, title text, details jsonb);
                    insert into juniper_upgrade.hop values (1, '16.0', '17.0');
                    insert into juniper_upgrade.finding values (1, '16.0→17.0', 'rows', 'INFO', '', E'a\\\\tb\\nc', '{}')""");
        }
        progress.own(() -> findings.keep(again.request(), small));
        progress.own(() -> findings.keep(again.request(), small));

        var page =
                demo.get("/api/requests/%s/findings".formatted(again.request())).json();
        assertThat(titles(page)).containsExactly("a\\tb\nc");
    }

    private String api(String query) {
        return "/api/requests/%s/findings%s".formatted(delivered.request(), query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> titles(JsonNode page) {
        return StreamSupport.stream(page.path("findings").spliterator(), false)
                .map(row -> row.path("title").asText())
                .toList();
    }
}
