package com.juniper.upgrade.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses large forms of strangers before they are on the disk: the first look at a parameter reads the whole form, and the
 * check of its CSRF token is such a look. A large one is only to publish a release, and tells in a header who sends it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LargeForms extends OncePerRequestFilter {

    /** More than the small files of an answer have together. */
    private static final int MOST_MEGABYTES = 16;

    private final Problems problems;

    LargeForms(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var type = request.getContentType();
        return type == null
                || !type.toLowerCase(Locale.ROOT).startsWith("multipart/")
                || isSmall(request.getContentLengthLong())
                || isDecidedByHeader(request);
    }

    private static boolean isSmall(long bytes) {
        return bytes >= 0 && bytes <= (long) MOST_MEGABYTES << 20;
    }

    private static boolean isDecidedByHeader(HttpServletRequest request) {
        var path = request.getRequestURI();
        boolean tells =
                request.getHeader(HttpHeaders.AUTHORIZATION) != null || request.getHeader("X-CSRF-TOKEN") != null;
        return path.startsWith("/engine-rest/") // its own servlet reads forms
                || (path.equals("/api/releases") && tells);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        problems.write(
                request,
                response,
                HttpStatus.PAYLOAD_TOO_LARGE,
                "A form has %d MB at most.".formatted(MOST_MEGABYTES),
                Map.of());
    }
}
