package com.juniper.upgrade;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The machine's own browser at a platform's pages; nothing is downloaded. */
public final class TestBrowser implements AutoCloseable {

    private static final List<Path> KNOWN = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
    private static final List<String> OPTIONS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final String address;
    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(program()).setArgs(OPTIONS));
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private TestBrowser(String address) {
        this.address = address;
    }

    /** Starts it for the platform at an address like {@code http://localhost:8080}. */
    public static TestBrowser at(String address) {
        return new TestBrowser(address);
    }

    /** A test without a browser fails with the command that installs one. */
    private static Path program() {
        return KNOWN.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(
                                "No browser here for the tests of the pages. Debian: apt-get install chromium. Ubuntu, whose chromium is a snap: install Google Chrome's package from https://www.google.com/chrome/"));
    }

    /** {@return a page of somebody who has not logged in} */
    public Page page() {
        return page(new Browser.NewContextOptions());
    }

    private Page page(Browser.NewContextOptions options) {
        var page = browser.newContext(options.setViewportSize(1280, 900)).newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            boolean refused = message.text().contains("Content Security Policy")
                    && !page.url().contains("/camunda/");
            if (refused
                    || (message.type().equals("warning") && message.location().contains(address + "/js/"))) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /** {@return a page of one of the sample's people, whose passwords are their names, in a session of his own} */
    public Page login(String name) {
        return login(name, new Browser.NewContextOptions());
    }

    /** {@return the same in a browser with other options} */
    public Page login(String name, Browser.NewContextOptions options) {
        var page = page(options);
        page.navigate(address + "/login");
        page.fill("input[name=username]", name);
        page.fill("input[name=password]", name);
        page.click("main button[type=submit]");
        page.waitForURL(url -> !url.contains("/login"));
        return page;
    }

    /** {@return what the scripts of our pages stumbled over, in all of its pages} */
    public List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
