package com.juniper.upgrade;

import com.juniper.upgrade.TestClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** A browser's session without the browser: cookies, the login form, no redirect followed. */
public final class TestSession {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String base;

    private TestSession(int port) {
        base = "http://localhost:" + port;
    }

    /** Nobody's session. */
    public static TestSession nobody(int port) {
        return new TestSession(port);
    }

    /** Logs in at the form; the sample's passwords are the names. */
    public static TestSession of(String login, int port) {
        var session = new TestSession(port);
        var answer = session.login(login, login);
        if (!answer.headers().firstValue("Location").orElse("").endsWith("/")) {
            throw new IllegalStateException(login + " cannot log in: " + answer);
        }
        return session;
    }

    /** Sends the login form. */
    public Answer login(String login, String password) {
        var form = "username=%s&password=%s&_csrf=%s".formatted(login, encoded(password), encoded(csrf("/login")));
        return send(request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private String csrf(String page) {
        var found = CSRF.matcher(get(page).body());
        if (!found.find()) {
            throw new IllegalStateException("No CSRF token on " + page);
        }
        return found.group(1);
    }

    public Answer get(String path) {
        return send(
                request(path).header("Accept", "text/html,application/json,*/*").GET());
    }

    /** Sends a form as a page of the platform does, with its CSRF token where somebody is logged in. */
    public Answer send(String method, String path, String form) {
        if (method.equals("GET")) {
            return get(path);
        }
        var token = get("/privacy").body();
        var found = CSRF.matcher(token);
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(
                        method,
                        BodyPublishers.ofString(form + (found.find() ? "&_csrf=" + encoded(found.group(1)) : ""))));
    }

    /** Begins to read what takes long to end. */
    public CompletableFuture<Answer> open(String path) {
        return http.sendAsync(request(path).GET().build(), BodyHandlers.ofString())
                .thenApply(answer -> new Answer(answer.statusCode(), answer.body(), answer.headers()));
    }

    /** Posts JSON to the process engine's web applications, as their scripts do. */
    public Answer postToEngine(String path, String json) {
        return postToEngine(path, json, "application/json");
    }

    /** The same, for an answer of that type. */
    public Answer postToEngine(String path, String json, String accepted) {
        return sendToEngine("POST", path, json, accepted);
    }

    /** Sends JSON in another way. */
    public Answer sendToEngine(String method, String path, String json, String accepted) {
        if (token().isEmpty()) {
            get("/camunda/app/tasklist/default/");
        }
        return send(request("/camunda/api/" + path)
                .header("Content-Type", "application/json")
                .header("Accept", accepted)
                .header("X-XSRF-TOKEN", token())
                .method(method, BodyPublishers.ofString(json)));
    }

    /** Sends what a form of another site could send. */
    public Answer sendWithoutToken(String method, String path) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.noBody()));
    }

    private String token() {
        return cookie("XSRF-TOKEN");
    }

    /** {@return the value of a cookie, empty where there is none} */
    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
