package com.juniper.upgrade.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leaves the session in the database alone where nothing depends on it: the status page, and what it is drawn with, answer
 * also while the database is away. Spring Web MVC asks each request for its session.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SessionlessAddresses extends OncePerRequestFilter {

    private static final List<String> FOLDERS = List.of("/css/", "/js/", "/img/", "/vendor/");
    private static final List<String> PAGES = List.of("/status", "/api/status");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return !PAGES.contains(path) && FOLDERS.stream().noneMatch(path::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(
                SessionRepositoryFilter.class.getName() + SessionRepositoryFilter.ALREADY_FILTERED_SUFFIX, true);
        chain.doFilter(request, response);
    }
}
