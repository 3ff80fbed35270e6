package com.juniper.upgrade.audit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who acts in this thread, as the database is told: {@code means|address|login}; empty for the platform itself.
 *
 * <p>The address comes from the request that the thread serves. The login comes from Spring Security, once that has decided on
 * the request and the database is first used; before, nobody acts from that address.
 */
final class Actor {

    /** What stands for the platform itself. */
    static final String PLATFORM = "";

    private static final ThreadLocal<@Nullable Actor> CURRENT = new ThreadLocal<>();
    private static final String REQUEST_TOKEN = "token:";

    private final HttpServletRequest request;
    private boolean decided;
    private @Nullable String login;

    private Actor(HttpServletRequest request) {
        this.request = request;
    }

    /** From now on the thread serves that request. */
    static void serve(HttpServletRequest request) {
        CURRENT.set(new Actor(request));
    }

    /** The thread serves no request any more. */
    static void end() {
        CURRENT.remove();
    }

    /** Spring Security has let the request in: whoever it says acts. */
    static void decided() {
        var actor = CURRENT.get();
        if (actor != null) {
            actor.decided = true;
        }
    }

    /** Somebody has logged in with the request that the thread serves. */
    static void loggedIn(String login) {
        var actor = CURRENT.get();
        if (actor != null) {
            actor.login = login;
        }
    }

    /** {@return who acts now} */
    static String now() {
        var actor = CURRENT.get();
        return actor == null ? PLATFORM : actor.text();
    }

    private String text() {
        if (login == null && decided) {
            login = ""; // the session that tells it is in the database, too
            login = authenticated();
        }
        var name = login == null ? "" : login;
        return "%s|%s|%s"
                .formatted(
                        name.isEmpty() ? "NOBODY" : means(name),
                        String.valueOf(request.getRemoteAddr()).replace("|", ""),
                        name);
    }

    private static String authenticated() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null
                        || !authentication.isAuthenticated()
                        || authentication instanceof AnonymousAuthenticationToken
                ? ""
                : authentication.getName();
    }

    private String means(String name) {
        if (name.startsWith(REQUEST_TOKEN)) {
            return "REQUEST_TOKEN";
        }
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return "SESSION";
        }
        return header.startsWith("Basic ") ? "PASSWORD" : "TOKEN";
    }
}
