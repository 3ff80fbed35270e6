package com.juniper.upgrade.security;

import com.juniper.upgrade.accounts.ApiTokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Logs in who sends an API token of his instead of his password: git's client sends both or nothing. What is no token is
 * left to the filter for passwords, with its limit of attempts.
 */
class TokenPasswordFilter extends OncePerRequestFilter {

    private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();
    private final ApiTokens tokens;

    TokenPasswordFilter(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        sent(request)
                .flatMap(sent -> tokens.personOf(String.valueOf(sent.getCredentials()))
                        .filter(person -> person.login().equals(sent.getName())))
                .ifPresent(person ->
                        SecurityContextHolder.getContext().setAuthentication(BearerTokenFilter.authentication(person)));
        chain.doFilter(request, response);
    }

    private Optional<UsernamePasswordAuthenticationToken> sent(HttpServletRequest request) {
        try {
            return Optional.ofNullable(basic.convert(request));
        } catch (AuthenticationException e) { // the filter for passwords says so
            return Optional.empty();
        }
    }
}
