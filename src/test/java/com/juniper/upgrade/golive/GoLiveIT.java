package com.juniper.upgrade.golive;

import static com.juniper.upgrade.Screenshots.shoot;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import biweekly.Biweekly;
import biweekly.ICalendar;
import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.Screenshots;
import com.juniper.upgrade.TestBrowser;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestSession;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.sample.SampleHosting;
import com.juniper.upgrade.sample.SampleRows;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A hosted database goes live, one story: a test, confidence, known activity and the starts that it suggests, proposal,
 * counter-proposal, move, cancellation, a rehearsal that fails, one that does not, go, production.
 */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GoLiveIT {

    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How far the planning's clock is ahead. */
    private static Duration ahead = Duration.ZERO;

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private LocalPostgres server;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private JdbcClient jdbc;

    private TestClient demo;
    private TestSession customer;
    private TestSession analyst;
    private HostedDatabase shop;
    private TestBrowser browser;
    private Page page;
    private String number = "";
    private int begun;
    private int done;

    @TestConfiguration
    static class Time {

        @Bean
        @Primary
        InstantSource settableTime() {
            return () -> Clock.systemUTC().instant().plus(ahead);
        }
    }

    @BeforeAll
    void host() throws SQLException, IOException {
        var hosting = new SampleHosting(platform, folder);
        hosting.publish("15.0", "16.0");
        shop = hosting.host("golive-shop", "acme", "15.0", "contacts", "sale");
        workEveryHourButTuesdayEvenings();
        demo = TestClient.as("demo", port);
        customer = TestSession.of("demo", port);
        analyst = TestSession.of("analyst", port);
        browser = TestBrowser.at(url(""));
        Files.createDirectories(Screenshots.FOLDER);
        page = browser.login("demo", new Browser.NewContextOptions().setTimezoneId("America/New_York"));
    }

    /** Each part of the story needs the one before. */
    @BeforeEach
    void inItsOrder() {
        Assertions.assertThat(done).as("the parts before").isEqualTo(begun);
        begun++;
    }

    @AfterAll
    void close() {
        ahead = Duration.ZERO;
        browser.close();
    }

    /** Ten messages in each hour of eight weeks; between 19 and 22 o'clock in Brussels on Tuesdays none. */
    private void workEveryHourButTuesdayEvenings() throws SQLException {
        try (var rows = new SampleRows(server.superuser(shop.name()))) {
            for (var table : List.of("res_partner", "sale_order", "mail_message", "res_users_log")) {
                rows.execute("update %s set create_date = '2020-01-01', write_date = '2020-01-01'".formatted(table));
            }
            rows.execute("update res_partner set tz = 'Europe/Brussels'");
            long message = rows.add("mail_message", Map.of("date", "2020-01-01 00:00:00"));
            rows.execute("""
                    insert into mail_message
                    select (jsonb_populate_record(m, jsonb_build_object('id', 1000000 + row_number() over (),
                                                                        'date', t at time zone 'UTC'))).*
                    from mail_message m, generate_series(date_trunc('hour', now()) - interval '57 days', now(), interval '6 minutes') t
                    where m.id = %d and not (extract(isodow from t at time zone 'Europe/Brussels') = 2
                      and extract(hour from t at time zone 'Europe/Brussels') between 19 and 21)""".formatted(message));
        }
    }

    @Test
    @Order(1)
    @DisplayName(
            "R24, R110: the go-live is planned once the customer is confident; until then the page names what is missing")
    void isPlannedAfterTheTest() {
        var request = submit();
        number = demo.awaitState(request, "DELIVERED", "FAILED", "REFUSED")
                .path("number")
                .asText();
        Assertions.assertThat(golive().path("missing").toString()).contains("I am confident");
        page.navigate(url("/upgrades/%s/golive".formatted(number)));
        assertThat(page.locator("#plan .missing")).containsText("Nobody of the customer said yet");
        assertThat(page.locator("#own")).hasCount(0);
        Assertions.assertThat(customer.send("POST", "/upgrades/%s/golive".formatted(number), "")
                        .status())
                .isEqualTo(422);

        beConfident(request);

        awaitState("OPEN");
        awaitTask("Propose slot");
        Assertions.assertThat(subjects("demo")).anyMatch(subject -> subject.contains("The go-live can be planned"));
        done++;
    }

    /** Says that everything is fine, and that one is confident. */
    private void beConfident(String request) {
        var areas = await().atMost(PATIENCE)
                .until(() -> demo.get("/api/requests/%s/testing".formatted(request)), answer -> answer.status() == 200)
                .json()
                .path("checklist")
                .path("areas");
        await().atMost(PATIENCE)
                .until(() -> tasks.createTaskQuery()
                                .processInstanceBusinessKey(number)
                                .taskNameLike("Test area%")
                                .count()
                        == areas.size());
        areas.forEach(area -> post(
                customer,
                "testing/rest",
                "request=%s&answer=FINE&area=%s"
                        .formatted(request, area.path("area").asText())));
        post(customer, "testing/decision", "confident=true&request=" + request);
    }

    @Test
    @Order(2)
    @DisplayName(
            "R112: known activity leads to the expected heat map and starts, in the customer's zone, wide and on a phone")
    void suggestsTheQuietHours() {
        var golive = golive();
        Assertions.assertThat(golive.path("zone").asText()).isEqualTo("Europe/Brussels");
        for (var cell : golive.path("heatMap").path("cells")) {
            boolean quiet = cell.path("day").asText().equals("TUESDAY")
                    && cell.path("hour").asInt() >= 19
                    && cell.path("hour").asInt() <= 21;
            Assertions.assertThat(cell.path("perHour").asDouble())
                    .as(cell.toString())
                    .isCloseTo(quiet ? 0 : 10, Assertions.within(0.3));
        }
        var starts = StreamSupport.stream(golive.path("suggestions").spliterator(), false)
                .map(suggestion ->
                        Instant.parse(suggestion.path("start").asText()).atZone(BRUSSELS))
                .toList();
        Assertions.assertThat(starts.subList(0, 3)).allSatisfy(start -> {
            Assertions.assertThat(start.getDayOfWeek()).isEqualTo(DayOfWeek.TUESDAY);
            Assertions.assertThat(start.getHour()).isEqualTo(19);
        });
        Assertions.assertThat(starts.get(0).toInstant()).isAfter(Instant.now().plus(Duration.ofHours(36)));
        var tokyo = demo.get("/api/upgrades/%s/golive?zone=Asia/Tokyo".formatted(number))
                .json();
        Assertions.assertThat(tokyo.path("suggestions").get(0).path("start"))
                .isEqualTo(golive.path("suggestions").get(0).path("start"));

        page.navigate(url("/upgrades/%s/golive".formatted(number)));
        assertThat(page.locator(".heat tbody tr")).hasCount(24);
        assertThat(page.locator(".heat tbody tr").nth(20).locator("td").nth(1)).hasText("0");
        assertThat(page.locator(".heat caption")).containsText("Europe/Brussels, the zone of most of your users");
        assertThat(page.locator("#length")).containsText("after 1 test");
        assertThat(page.locator("#length")).containsText("less than a day ago");
        assertThat(page.locator("#untested")).containsText("poor experience");
        assertThat(page.locator("main")).containsText("unavailable");
        shoot(page, "golive-open");
        done++;
    }

    @Test
    @Order(3)
    @DisplayName("R111: proposed with a click, countered, agreed, moved, cancelled; calendars follow")
    void isProposedCounteredAgreedMovedAndCancelled() {
        var suggested =
                Instant.parse(golive().path("suggestions").get(0).path("start").asText());
        page.locator("#suggestions button").first().click();
        assertThat(page.locator("#plan")).containsText("It is for the upgrade support analysts to answer");
        assertThat(page.locator("#plan")).containsText("Europe/Brussels, UTC+");
        Assertions.assertThat(start()).isEqualTo(suggested);
        shoot(page, "golive-proposed");
        Assertions.assertThat(subjects("analyst")).anyMatch(subject -> subject.contains("is proposed"));
        refused(customer, "golive/acceptance", "", "answer");
        Assertions.assertThat(TestSession.of("maintainer", port)
                        .send("POST", "/upgrades/%s/golive/acceptance".formatted(number), "")
                        .status())
                .isEqualTo(403);

        var countered = suggested.plus(1, ChronoUnit.HOURS);
        post(analyst, "golive/proposal", form(countered, BRUSSELS, true));
        awaitTask("Answer proposal");
        page.reload();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Accept this start"))
                .click();
        await().atMost(PATIENCE).until(() -> {
            page.navigate(url("/upgrades/%s/golive".formatted(number)));
            var accept = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Accept this start"));
            if (accept.count() > 0) {
                accept.click();
            }
            return state().equals("AGREED");
        });
        page.navigate(url("/upgrades/%s/golive".formatted(number)));
        assertThat(page.locator("#plan")).containsText("Agreed");
        shoot(page, "golive-agreed");
        var agreed = appointment("demo");
        Assertions.assertThat(agreed.getMethod().isRequest()).isTrue();
        Assertions.assertThat(
                        agreed.getEvents().get(0).getDateStart().getValue().toInstant())
                .isEqualTo(countered);
        var file = customer.get("/upgrades/%s/golive/golive.ics".formatted(number));
        Assertions.assertThat(file.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> Assertions.assertThat(type).startsWith("text/calendar"));
        Assertions.assertThat(Biweekly.parse(file.body())
                        .first()
                        .getEvents()
                        .get(0)
                        .getUid()
                        .getValue())
                .isEqualTo(agreed.getEvents().get(0).getUid().getValue());
        Assertions.assertThat(due("TimerEvent_LastDayBegun"))
                .isEqualTo(Date.from(countered.atZone(BRUSSELS).minusDays(1).toInstant()));

        post(customer, "golive/proposal", form(suggested.plus(7, ChronoUnit.DAYS), BRUSSELS, true));
        var moved = appointment("analyst");
        Assertions.assertThat(moved.getEvents().get(0).getStatus().isTentative())
                .isTrue();
        Assertions.assertThat(moved.getEvents().get(0).getSequence().getValue())
                .isGreaterThan(agreed.getEvents().get(0).getSequence().getValue());
        post(analyst, "golive/acceptance", "");
        Assertions.assertThat(state()).isEqualTo("AGREED");

        post(customer, "golive/cancellation", "why=Not+this+month");
        Assertions.assertThat(state()).isEqualTo("CANCELLED");
        Assertions.assertThat(appointment("analyst").getMethod().isCancel()).isTrue();
        await().atMost(PATIENCE)
                .until(() -> tasks.createTaskQuery()
                                .processInstanceBusinessKey(number)
                                .count()
                        == 0);
        page.navigate(url("/upgrades/%s/golive".formatted(number)));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Plan the go-live"))
                .click();
        awaitState("OPEN");
        done++;
    }

    @Test
    @Order(4)
    @DisplayName("R112: a local time that clocks leave out is refused with both ways out")
    void knowsDaylightSaving() {
        awaitTask("Propose slot");
        var year = Instant.now().atZone(BRUSSELS).getYear() + 1;
        var rules = BRUSSELS.getRules();
        var spring = rules.nextTransition(Instant.parse(year + "-01-01T00:00:00Z"));
        if (Duration.between(Instant.now(), spring.getInstant()).toDays() < 360) {
            refused(
                    analyst,
                    "golive/proposal",
                    "date=%s&time=02:30&zone=Europe/Brussels"
                            .formatted(spring.getDateTimeBefore().toLocalDate()),
                    "Choose 01:30 or 03:30");
        }
        done++;
    }

    @Test
    @Order(5)
    @DisplayName("R115: a rehearsal that fails holds the go-live; nothing is planned until its issue is resolved")
    void aFailedRehearsalHoldsIt() throws SQLException {
        try (var rows = new SampleRows(server.superuser(shop.name()))) {
            rows.execute(
                    "create function no_more() returns trigger language plpgsql as $$ begin raise exception 'no more'; end $$");
            for (var table : List.of("res_partner", "ir_model_fields", "ir_ui_view", "ir_module_module")) {
                rows.execute("create trigger no_more before update on %s for each row execute function no_more()"
                        .formatted(table));
            }
        }
        agree(Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofHours(3)));

        awaitState("HELD");
        Assertions.assertThat(plan().path("reason").asText()).startsWith("The rehearsal failed:");
        Assertions.assertThat(appointment("demo").getMethod().isCancel()).isTrue();
        Assertions.assertThat(subjects("analyst")).anyMatch(subject -> subject.contains("The go-live is held"));
        page.navigate(url("/upgrades/%s/golive".formatted(number)));
        assertThat(page.locator("#plan .problem")).containsText("The rehearsal failed");
        assertThat(page.locator("#plan .missing")).containsText("is open");
        shoot(page, "golive-held");

        try (var rows = new SampleRows(server.superuser(shop.name()))) {
            rows.execute("drop function no_more() cascade");
        }
        jdbc.sql("update upgrade.issue set state = 'RESOLVED', ended = now() where upgrade = ?")
                .param(number)
                .update();
        Assertions.assertThat(golive().path("missing")).isEmpty();
        done++;
    }

    @Test
    @Order(6)
    @DisplayName("R115, R24, R25: after the rehearsal a customer says go; production begins at the minute")
    void goesLive() {
        var start = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofHours(3));
        agree(start);
        await().atMost(PATIENCE).until(() -> !plan().path("rehearsed").isNull());
        awaitTask("Decide go or no go");
        page.navigate(url("/upgrades/%s/golive".formatted(number)));
        assertThat(page.locator("#plan")).containsText("asked now");
        shoot(page, "golive-decision");
        page.locator("#decision").getByRole(AriaRole.BUTTON).first().click();
        assertThat(page.locator("#plan")).containsText("go, Dora Demo");
        await().atMost(PATIENCE).until(() -> !jobsAt("TimerEvent_StartTime").isEmpty());
        Assertions.assertThat(due("TimerEvent_StartTime")).isEqualTo(Date.from(start));

        ahead = Duration.between(Instant.now(), start);
        jobs.setJobDuedate(jobsAt("TimerEvent_StartTime").get(0), Date.from(Instant.now()));

        awaitState("STARTED");
        demo.awaitState(plan().path("productionRequest").asText(), "DELIVERED");
        Assertions.assertThat(subjects("demo")).anyMatch(subject -> subject.contains("The go-live has begun"));
        page.navigate(url("/upgrades/%s/golive".formatted(number)));
        assertThat(page.locator("#plan")).containsText("Begun");
        assertThat(page.locator("#cancel")).hasCount(0);
        shoot(page, "golive-begun");
        Assertions.assertThat(timeline())
                .contains("Rehearsal failed", "Rehearsal succeeded", "Go", "Go-live begun", "Go-live cancelled");
        done++;
    }

    /** The analyst proposes, the customer accepts; the day before has come already. */
    private void agree(Instant start) {
        post(analyst, "golive/proposal", form(start, ZoneId.of("UTC"), true));
        post(customer, "golive/acceptance", "");
        Assertions.assertThat(start()).isEqualTo(start);
    }

    private static String form(Instant start, ZoneId zone, boolean rehearsal) {
        var local = start.atZone(zone);
        return "date=%s&time=%02d:%02d&zone=%s&rehearsal=%s"
                .formatted(local.toLocalDate(), local.getHour(), local.getMinute(), zone, rehearsal);
    }

    private String submit() {
        var answer = demo.post(
                "/api/requests",
                Map.of("database", Long.toString(shop.id()), "targetVersion", "16.0", "email", "demo@juniper.example"));
        Assertions.assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("requestId").asText();
    }

    /** Sends a form of the case, again while the process is not so far. */
    private void post(TestSession session, String path, String form) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var answer = session.send("POST", "/upgrades/%s/%s".formatted(number, path), form);
            Assertions.assertThat(answer.status())
                    .as("%s: %s", path, answer.body().replaceAll("(?s).*<main", ""))
                    .isEqualTo(302);
        });
    }

    private void refused(TestSession session, String path, String form, String reason) {
        var answer = session.send("POST", "/upgrades/%s/%s".formatted(number, path), form);
        Assertions.assertThat(answer.status()).isEqualTo(422);
        Assertions.assertThat(answer.body()).contains(reason);
    }

    private JsonNode golive() {
        return demo.get("/api/upgrades/%s/golive".formatted(number)).json();
    }

    private JsonNode plan() {
        return golive().path("plan");
    }

    private String state() {
        return plan().path("state").asText();
    }

    private Instant start() {
        return Instant.parse(plan().path("start").asText());
    }

    private void awaitState(String state) {
        await().atMost(PATIENCE).untilAsserted(() -> Assertions.assertThat(plan().toString())
                .contains("\"state\":\"%s\"".formatted(state)));
    }

    private void awaitTask(String name) {
        await().atMost(PATIENCE)
                .until(() -> tasks.createTaskQuery()
                                .processInstanceBusinessKey(number)
                                .taskName(name)
                                .count()
                        == 1);
    }

    private List<String> jobsAt(String activity) {
        return jobs.createJobQuery().timers().activityId(activity).list().stream()
                .map(job -> job.getId())
                .toList();
    }

    private Date due(String activity) {
        return await().atMost(PATIENCE)
                .until(() -> jobs.createJobQuery().timers().activityId(activity).list(), found -> !found.isEmpty())
                .get(0)
                .getDuedate();
    }

    private List<String> subjects(String login) {
        return jdbc.sql("select subject from upgrade.mail where login = ? and thread = ?")
                .params(login, number)
                .query(String.class)
                .list();
    }

    private ICalendar appointment(String login) {
        return Biweekly.parse(jdbc.sql(
                                "select calendar from upgrade.mail where login = ? and calendar is not null order by id desc limit 1")
                        .param(login)
                        .query(String.class)
                        .single())
                .first();
    }

    private List<String> timeline() {
        return jdbc.sql("select sentence from upgrade.case_event where number = ? and kind = 'PLAN'")
                .param(number)
                .query(String.class)
                .list();
    }

    private String url(String path) {
        return "http://localhost:%d%s".formatted(port, path);
    }
}
