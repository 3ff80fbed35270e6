package com.juniper.upgrade;

import static com.juniper.upgrade.Screenshots.shoot;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.sample.SampleHosting;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole story of an upgrade, as its people live it: in the browser and in their mail. */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryIT {

    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    /** How far the planning's clock is ahead. */
    private static Duration ahead = Duration.ZERO;

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private ManagementService jobs;

    private HostedDatabase shop;
    private TestBrowser browser;
    private Page dora;
    private Page ann;
    private TestClient demo;
    private String number = "";

    @TestConfiguration
    static class Time {

        @Bean
        @Primary
        InstantSource settableTime() {
            return () -> Clock.systemUTC().instant().plus(ahead);
        }
    }

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry settings) {
        MAIL.start();
        settings.add("spring.mail.host", () -> "127.0.0.1");
        settings.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
    }

    @BeforeAll
    void host() throws IOException {
        var hosting = new SampleHosting(platform, folder);
        hosting.publish("15.0", "16.0");
        shop = hosting.host("story-shop", "acme", "15.0", "contacts", "sale");
        demo = TestClient.as("demo", port);
        browser = TestBrowser.at(url(""));
        Files.createDirectories(Screenshots.FOLDER);
        dora = browser.login("demo");
        ann = browser.login("analyst");
    }

    @AfterAll
    void close() {
        ahead = Duration.ZERO;
        browser.close();
        MAIL.stop();
    }

    @Test
    @DisplayName(
            "R20-R26: request, test with a problem, issue, fix, second test, confident, plan, rehearsal, production, after-care")
    void fromTheRequestToAfterCare() throws Exception {
        requestsATest();
        var issue = findsAProblem();
        annFixesIt(issue);
        testsAgainAndIsConfident(issue);
        plansTheGoLive();
        goesLive();
        looksAfterProduction();
        readsItsMail(issue);
    }

    private void requestsATest() {
        dora.navigate(url("/databases?upgrade=" + shop.id()));
        button(dora.locator("dialog:modal"), "Upgrade").click();
        awaitRequests(1);
        awaitTurn("Test area: General");
        assertThat(dora.locator(".stages .NOW").first()).containsText("Testing");
    }

    private String findsAProblem() {
        dora.navigate(url("/upgrades/%s/testing".formatted(number)));
        var item = dora.locator("#general .item").first();
        item.locator("textarea").fill("My own view is gone.");
        answer(item.locator("button.PROBLEM"));
        assertThat(dora.locator("#general .item").first().locator(".answer")).hasText("Problem");
        answerTheRest();
        assertThat(dora.locator("#decision .obstacle")).containsText("1 problem is reported");
        assertThat(dora.locator("#decision")).containsText("a further test is needed");
        dora.locator("#general .item").first().getByText("Report a problem").click();
        button(dora.locator("main"), "Report it").click();
        assertThat(dora.locator(".next")).containsText("An analyst reads it");
        Assertions.assertThat(demo.get("/api/upgrades/%s/golive".formatted(number))
                        .json()
                        .path("missing")
                        .toString())
                .contains("is open");
        return dora.url().replaceFirst(".*/", "");
    }

    /** Fine, one after the other, until nothing is open. */
    private void answerTheRest() {
        for (var open : List.of(".rest button[value=FINE]", ".item:not(:has(.answer)) .answers button.FINE")) {
            while (dora.locator(open).count() > 0) {
                answer(dora.locator(open).first());
            }
        }
    }

    /** Presses it and waits for the whole next page: what is counted meanwhile is the old one, or half of the new. */
    private void answer(Locator button) {
        dora.evaluate("document.documentElement.id = 'old'");
        button.click();
        assertThat(dora.locator("#old")).hasCount(0);
        dora.waitForLoadState();
    }

    private void annFixesIt(String issue) {
        ann.navigate(url("/support"));
        assertThat(ann.locator(".issues")).containsText(issue);
        shoot(ann, "queue");
        work(ann, issue, "Triage issue");
        ann.getByLabel("To be fixed by us").check();
        ann.getByLabel("Message to the customer").fill("We mend the script, then you test again.");
        shoot(ann, "triage");
        complete(ann);
        work(ann, issue, "Fix issue");
        ann.getByLabel("Fixed in: script pack or version").fill("16.0 revision 2");
        complete(ann);
    }

    private void testsAgainAndIsConfident(String issue) {
        work(dora, issue, "Confirm resolution");
        dora.getByLabel("The issue is resolved").check();
        dora.locator("#complete").click();
        assertThat(dora.locator("#refusal")).containsText("No test upgrade of story-shop was asked for and delivered");
        shoot(dora, "unproven");

        dora.navigate(url("/databases?upgrade=" + shop.id()));
        button(dora.locator("dialog:modal"), "Upgrade").click();
        awaitRequests(2);
        dora.navigate(url("/support/" + issue));
        assertThat(dora.locator(".post").last()).containsText("A test upgrade was delivered after the fix", SOON);
        work(dora, issue, "Confirm resolution");
        dora.getByLabel("The issue is resolved").check();
        complete(dora);

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            dora.navigate(url("/upgrades/%s/testing".formatted(number)));
            return dora.locator(".state.QUEUED").count()
                    > 0; // the item that had a problem is marked in the new checklist
        });
        assertThat(dora.locator("#general")).containsText("from your last test");
        answerTheRest();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            dora.navigate(url("/upgrades/%s/testing".formatted(number)));
            var confident = button(dora.locator("#decision"), "I am confident");
            if (confident.count() > 0) {
                confident.click();
            }
            return Objects.requireNonNull(dora.locator("#decision").textContent())
                    .contains("is confident");
        });
    }

    private void plansTheGoLive() {
        var start = start();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            ann.navigate(url("/upgrades/%s/golive".formatted(number)));
            return ann.locator("#own").count() > 0;
        });
        ann.locator("#own [name=date]")
                .fill(start.atZone(ZoneOffset.UTC).toLocalDate().toString());
        ann.locator("#own [name=time]")
                .fill(DateTimeFormatter.ofPattern("HH:mm").format(start.atZone(ZoneOffset.UTC)));
        ann.locator("#own [name=zone]").selectOption("UTC");
        ann.locator("#own button[type=submit]").first().click();
        assertThat(ann.locator("#plan")).containsText("to answer");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            dora.navigate(url("/upgrades/%s/golive".formatted(number)));
            var accept = button(dora.locator("#plan"), "Accept this start");
            if (accept.count() > 0) {
                accept.click();
            }
            return Objects.requireNonNull(dora.locator("#plan").textContent()).contains("Agreed");
        });
    }

    /** In three hours: the rehearsal of the day before begins at once. */
    private static Instant start() {
        return Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofHours(3));
    }

    private void goesLive() {
        awaitRequests(3);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            dora.navigate(url("/upgrades/%s/golive".formatted(number)));
            return dora.locator("#decision button").count() > 0;
        });
        dora.locator("#decision button").first().click();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> timers().count() == 1);
        ahead = Duration.ofHours(3).plusMinutes(1);
        jobs.setJobDuedate(timers().singleResult().getId(), Date.from(Instant.now()));
        awaitRequests(4);
        Assertions.assertThat(demo.get("/api/databases/" + shop.id())
                        .json()
                        .path("version")
                        .asText())
                .isEqualTo("16.0");
    }

    private org.camunda.bpm.engine.runtime.JobQuery timers() {
        return jobs.createJobQuery().timers().activityId("TimerEvent_StartTime");
    }

    private void looksAfterProduction() {
        awaitTurn("Look after production");
        dora.locator("#turn").getByText("Look after production").click();
        dora.getByLabel("Comment").fill("Everybody works.");
        complete(dora);
        dora.navigate(url("/upgrades/" + number));
        assertThat(dora.locator("#timeline")).containsText("All is well in production: Everybody works.");
        assertThat(dora.locator(".stages")).containsText("Production");
        assertThat(dora.locator(".stages .DONE")).hasCount(6);
        shoot(dora, "story");
    }

    private void readsItsMail(String issue) throws Exception {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> subjects().stream()
                .anyMatch(subject -> subject.endsWith("Your database is upgraded")));
        Assertions.assertThat(subjects())
                .containsSubsequence(
                        number + ": Your upgraded test database is ready",
                        number + ": Your upgraded test database is ready",
                        number + ": Your database is upgraded")
                .anyMatch(subject -> subject.startsWith(issue + ": received"))
                .anyMatch(subject -> subject.startsWith(issue + ": fixed"))
                .anyMatch(subject -> subject.startsWith(issue + ": resolved"))
                .anyMatch(subject -> subject.contains("The go-live is agreed"))
                .anyMatch(subject -> subject.contains("The go-live has begun"));
        var ready = Stream.of(MAIL.getReceivedMessages())
                .filter(mail -> subject(mail).contains("Your upgraded test database is ready"))
                .toList();
        Assertions.assertThat(ready.get(1).getHeader("References"))
                .isEqualTo(ready.get(0).getHeader("References"));
        Assertions.assertThat(GreenMailUtil.getWholeMessage(ready.get(0))).contains("text/html", "report.html");
    }

    private List<String> subjects() {
        return Stream.of(MAIL.getReceivedMessages()).map(StoryIT::subject).toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the case page says whose turn it is with a task. */
    private void awaitTurn(String task) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            dora.navigate(url("/upgrades/" + number));
            return dora.locator("#turn").getByText(task).count() > 0;
        });
    }

    /** Waits until so many requests of the database were delivered, and learns the case's number. */
    private void awaitRequests(int delivered) {
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> {
            var requests = demo.get("/api/requests").json();
            requests.forEach(request -> {
                if (request.path("database").asText().equals("story-shop")) {
                    number = request.path("number").asText();
                    Assertions.assertThat(request.path("state").asText()).isNotIn("FAILED", "REFUSED");
                }
            });
            return requests.findValuesAsText("state").stream()
                            .filter("DELIVERED"::equals)
                            .count()
                    == delivered;
        });
    }

    /** Opens a task of an issue from its page. */
    private void work(Page page, String issue, String task) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            page.navigate(url("/support/" + issue));
            return page.locator("#tasks a").getByText(task).count() > 0;
        });
        page.locator("#tasks a").getByText(task).click();
    }

    private static void complete(Page page) {
        page.locator("#complete").click();
        assertThat(page.locator(".notice")).containsText("The task is done.");
    }

    private static Locator button(Locator where, String name) {
        return where.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
