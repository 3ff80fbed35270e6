package com.juniper.upgrade.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Refuses programs with problem details: 401 to nobody, 429 after too many wrong passwords, 403 to the rest. */
class ProgramRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final Problems problems;
    private final String challenge;

    /** Names the way to log in; a browser shows its own dialog for Basic, and none for Bearer. */
    ProgramRefusals(Problems problems, String challenge) {
        this.problems = problems;
        this.challenge = challenge;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason instanceof LockedException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(LoginThrottle.PAUSE.toSeconds()));
            problems.write(request, response, HttpStatus.TOO_MANY_REQUESTS, LoginThrottle.MESSAGE, Map.of());
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        problems.write(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                "Log in by HTTP Basic, or send an API token: Authorization: Bearer <token>.",
                Map.of());
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        if (SecurityContextHolder.getContext().getAuthentication() == null) { // nobody, who sent no CSRF token either
            commence(request, response, new InsufficientAuthenticationException("Nobody is logged in", reason));
            return;
        }
        problems.write(request, response, HttpStatus.FORBIDDEN, "Your roles do not allow this.", Map.of());
    }
}
