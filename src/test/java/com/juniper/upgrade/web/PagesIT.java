package com.juniper.upgrade.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.RealDatabases;
import com.juniper.upgrade.TestBrowser;
import com.juniper.upgrade.TestClient;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages in a real browser; screenshots are left in {@code target/screenshots}. */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final double UPGRADE_MS = 90_000;

    @LocalServerPort
    private int port;

    private Playwright playwright;
    private Browser browser;

    @BeforeAll
    void open() throws IOException {
        Files.createDirectories(SCREENSHOTS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(TestBrowser.program())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    void close() {
        browser.close();
        playwright.close();
    }

    @Test
    @DisplayName(
            "R27, R55, R56: a customer uploads a dump on the Upgrade page, watches the upgrade and downloads the result")
    void fromTheUploadToTheDownload() {
        TestClient.publishCommunity(port, "16.0", "17.0");
        var page = login("demo");

        page.locator("input[name=file]").setInputFiles(RealDatabases.dump("contacts-16.0"));
        page.locator("select[name=targetVersion]").selectOption("17.0");
        page.locator("input[name=name]").fill("browser-contacts");
        shoot(page, "upgrade");
        button(page, "Upload and upgrade").click();

        page.waitForURL(Pattern.compile(".*/upgrades/UPG-.*"));
        assertThat(page.locator(".steps tr.done").first()).isVisible(slowly());
        assertThat(page.locator(".djs-element.active").first()).isVisible(slowly());
        shoot(page, "case-running");
        assertThat(page.locator("h1 .state")).hasText("Upgraded database ready", text());
        assertThat(page.locator(".downloads")).containsText("upgraded.zip");
        page.reload();
        shoot(page, "case-done");

        var download =
                page.waitForDownload(() -> page.getByText("upgraded.zip", new Page.GetByTextOptions().setExact(true))
                        .click());
        Assertions.assertThat(download.path()).isNotEmptyFile();
        page.getByText("Read the report").click();
        assertThat(page.locator("h1")).containsText("16.0 → 17.0");
        shoot(page, "report");
        page.navigate(url("/outbox"));
        assertThat(page.locator(".mail h2").first()).containsText("ready");
        shoot(page, "outbox");
    }

    @Test
    @DisplayName("A refusal is shown beside the form, with its reason, and the form can be sent again")
    void refusalIsShown() throws Exception {
        TestClient.publishCommunity(port, "16.0");
        var page = login("demo");
        var text = Files.writeString(SCREENSHOTS.resolve("no-dump.txt"), "this is not a dump");

        page.locator("input[name=file]").setInputFiles(text);
        button(page, "Upload and upgrade").click();

        page.waitForCondition(() ->
                page.url().contains("/upgrades/") || page.locator("#refusal").isVisible());
        assertThat(page.locator("#refusal, .card.problem").first()).containsText("not a database dump", containing());
        shoot(page, "refused");
    }

    @Test
    @DisplayName("Another company's customer is told that there is no such case")
    void strangersSeeNothing() {
        var page = login("rival");

        page.navigate(url("/upgrades/UPG-00001"));

        assertThat(page.locator("h1")).hasText("There is no such page");
    }

    @Test
    @DisplayName("The same login opens Tasklist")
    void tasklist() {
        var page = login("demo");

        page.navigate(url("/camunda/app/tasklist/default/"));

        assertThat(page.getByText("Tasks for me").first()).isVisible(slowly());
        shoot(page, "tasklist");
    }

    private Page login(String name) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        var page = context.newPage();
        page.navigate(url("/"));
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill(name);
        button(page, "Log in").click();
        page.waitForURL(url("/") + "**");
        return page;
    }

    private static com.microsoft.playwright.Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static void shoot(Page page, String name) {
        shoot(page, name, 1280);
        shoot(page, name + "-phone", 390);
        page.setViewportSize(1280, 900);
    }

    private static void shoot(Page page, String name, int width) {
        page.setViewportSize(width, 900);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
        Assertions.assertThat(
                        page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("%s fits into %d pixels".formatted(name, width))
                .isEqualTo(true);
    }

    private static LocatorAssertions.IsVisibleOptions slowly() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(UPGRADE_MS);
    }

    private static LocatorAssertions.HasTextOptions text() {
        return new LocatorAssertions.HasTextOptions().setTimeout(UPGRADE_MS);
    }

    private static LocatorAssertions.ContainsTextOptions containing() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(UPGRADE_MS);
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
