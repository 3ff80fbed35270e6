package com.juniper.upgrade.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestClient.Answer;
import com.juniper.upgrade.TestSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** People log in at an OpenID provider, which speaks the protocol over HTTP; it is away at first. */
@PlatformTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OidcLoginIT {

    private static final String ISSUER = "company";
    private static final String PUBLIC = "http://platform.test";
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private static final int PROVIDER_PORT = freePort();
    private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry properties) {
        properties.add("juniper.oidc.issuer", () -> "http://localhost:%d/%s".formatted(PROVIDER_PORT, ISSUER));
        properties.add("juniper.oidc.client-id", () -> "juniper");
        properties.add("juniper.oidc.client-secret", () -> "secret");
        properties.add("juniper.oidc.name", () -> "Acme & Sons");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void end() {
        PROVIDER.shutdown();
    }

    @Test
    @Order(1)
    @DisplayName("R33: a provider that is away is said on the login page; passwords go on")
    void isAway() throws Exception {
        var session = TestSession.nobody(port);
        assertThat(session.get("/login").body()).contains("Acme &amp; Sons", "/login/provider");

        var answer = session.get("/login/provider");

        assertThat(location(answer)).endsWith("/login?provider=away");
        assertThat(session.get("/login?provider=away").body()).contains("does not answer at the moment");
        assertThat(TestSession.of("demo", port).get("/databases").status()).isEqualTo(200);
        PROVIDER.start(InetAddress.getByName("localhost"), PROVIDER_PORT);
    }

    @Test
    @Order(2)
    @DisplayName(
            "R33: a person whom the provider knows is logged in as the platform's, with its roles; the audit log has it, and a logout leads to the provider")
    void logsIn() throws Exception {
        var session = TestSession.nobody(port);
        says(Map.of("preferred_username", "operator"), 3600);

        var answer = session.get(callback(authorization(session)));

        assertThat(location(answer)).endsWith("/");
        assertThat(session.get("/admin/nodes").status()).isEqualTo(200);
        assertThat(jdbc.sql("""
                                select count(*) from upgrade.audit a join upgrade.audit_person p on p.id = a.person
                                where a.act = 'LOGGED_IN' and p.login = 'operator'""").query(Long.class).single()).isEqualTo(1);
        assertThat(session.get("/login").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("form-action 'self' http://localhost:" + PROVIDER_PORT + ";"));

        var out = session.send("POST", "/logout", "");

        assertThat(location(out))
                .startsWith("http://localhost:%d/%s/endsession".formatted(PROVIDER_PORT, ISSUER))
                .contains("id_token_hint=", "post_logout_redirect_uri=" + PUBLIC + "/login?logout");
        assertThat(session.get("/admin/nodes").status()).isEqualTo(302);
    }

    @Test
    @Order(3)
    @DisplayName("R33: somebody whom the platform does not know is told whom to ask, and is nobody")
    void isUnknown() throws Exception {
        var session = TestSession.nobody(port);
        says("subject-2", Map.of("preferred_username", "<b>eve</b>"), 3600);

        var answer = session.get(callback(authorization(session)));

        assertThat(location(answer)).endsWith("/login?provider=unknown");
        assertThat(session.get("/login?provider=unknown").body())
                .contains("&lt;b&gt;eve&lt;/b&gt;", "Ask the operators")
                .doesNotContain("<b>eve");
        assertThat(session.get("/databases").status()).isEqualTo(302);
    }

    @Test
    @Order(4)
    @DisplayName(
            "R33: people stay who they are when their name at the provider goes to somebody else, who is nobody here")
    void keepsPeopleApart() throws Exception {
        var stranger = TestSession.nobody(port);
        says("subject-2", Map.of("preferred_username", "operator"), 3600);
        assertThat(location(stranger.get(callback(authorization(stranger))))).endsWith("/login?provider=unknown");
        assertThat(stranger.get("/admin/nodes").status()).isEqualTo(302);

        var renamed = TestSession.nobody(port);
        says(Map.of("preferred_username", "demo"), 3600);
        assertThat(location(renamed.get(callback(authorization(renamed))))).endsWith("/");
        assertThat(renamed.get("/admin/nodes").status()).isEqualTo(200);
    }

    @Test
    @Order(5)
    @DisplayName(
            "R33: a token for another request, one that is over, a state that nobody asked for: nobody is logged in")
    void refusesWhatIsNotForIt() throws Exception {
        var session = TestSession.nobody(port);
        says(Map.of("preferred_username", "operator"), 3600);
        var asked = authorization(session);
        assertThat(asked).contains("nonce=", "state=", "code_challenge=", "code_challenge_method=S256");
        assertThat(location(session.get(callback(asked.replaceAll("nonce=[^&]*", "nonce=another")))))
                .endsWith("/login?provider=failed");

        says(Map.of("preferred_username", "operator"), -3600);
        assertThat(location(session.get(callback(authorization(session))))).endsWith("/login?provider=failed");

        says(Map.of("preferred_username", "operator"), 3600);
        assertThat(location(session.get(callback(authorization(session)).replaceAll("state=[^&]*", "state=another"))))
                .endsWith("/login?provider=failed");
        assertThat(session.get("/login?provider=failed").body()).contains("was not completed");
        assertThat(session.get("/admin/nodes").status()).isEqualTo(302);
    }

    @Test
    @Order(6)
    @DisplayName("programs keep their tokens and passwords, and a logout of the password form stays here")
    void leavesTheRest() {
        assertThat(TestClient.as("operator", port).get("/api/nodes").status()).isEqualTo(200);
        assertThat(location(TestSession.of("demo", port).send("POST", "/logout", "")))
                .endsWith("/login?logout");
    }

    /** What the provider says of the next person who logs in there. */
    private static void says(Map<String, Object> claims, long seconds) {
        says("subject-1", claims, seconds);
    }

    private static void says(String subject, Map<String, Object> claims, long seconds) {
        PROVIDER.enqueueCallback(
                new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", List.of("juniper"), claims, seconds));
    }

    /** {@return the address to which the login page's button leads in the end} */
    private String authorization(TestSession session) {
        var way = location(session.get("/login/provider"));
        assertThat(way).endsWith("/oauth2/authorization/oidc");
        var provider = location(session.get("/oauth2/authorization/oidc"));
        assertThat(provider).startsWith("http://localhost:%d/%s/authorize".formatted(PROVIDER_PORT, ISSUER));
        return provider;
    }

    /** {@return to which address of the platform the provider sends the browser back} */
    private static String callback(String authorization) throws Exception {
        var answer =
                BROWSER.send(HttpRequest.newBuilder(URI.create(authorization)).build(), BodyHandlers.ofString());
        var back = answer.headers().firstValue("Location").orElseThrow(() -> new IllegalStateException(answer.body()));
        assertThat(back).startsWith(PUBLIC + "/login/oauth2/code/oidc?");
        return back.substring(PUBLIC.length());
    }

    private static String location(Answer answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
