package com.juniper.upgrade.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses addresses that can be read in two ways, before anybody reads them; those that are encoded, the firewall does. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class NormalAddresses extends OncePerRequestFilter {

    private static final Pattern TWO_WAYS = Pattern.compile("//|;|\\\\|/\\.{1,2}(/|$)");

    private final Problems problems;

    NormalAddresses(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (TWO_WAYS.matcher(request.getRequestURI()).find()) {
            problems.write(
                    request, response, HttpStatus.BAD_REQUEST, "The address is not in its normal form.", Map.of());
            return;
        }
        chain.doFilter(request, response);
    }
}
