package com.juniper.upgrade.security;

import com.juniper.upgrade.accounts.ApiTokens;
import com.juniper.upgrade.accounts.Person;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Logs in the holder of an API token, or of a request's secret token, {@code Authorization: Bearer …}. */
class BearerTokenFilter extends OncePerRequestFilter {

    /** The authority of those who hold nothing but a request's token. */
    static final String REQUEST_TOKEN = "request-token";

    private static final String BEARER = "Bearer ";
    static final String REQUEST_TOKEN_PREFIX = "jrt_";
    private static final int REQUEST_TOKEN_LENGTH = REQUEST_TOKEN_PREFIX.length() + 43;

    private final ApiTokens tokens;

    BearerTokenFilter(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.startsWith(BEARER)) {
            login(header.substring(BEARER.length()).strip())
                    .ifPresent(
                            authentication -> SecurityContextHolder.getContext().setAuthentication(authentication));
        }
        chain.doFilter(request, response);
    }

    private Optional<Authentication> login(String token) {
        if (token.startsWith(REQUEST_TOKEN_PREFIX)) {
            return token.length() == REQUEST_TOKEN_LENGTH
                    ? Optional.of(UsernamePasswordAuthenticationToken.authenticated(
                            "token:" + ApiTokens.hash(token), null, AuthorityUtils.createAuthorityList(REQUEST_TOKEN)))
                    : Optional.empty();
        }
        return tokens.personOf(token).map(BearerTokenFilter::authentication);
    }

    static Authentication authentication(Person person) {
        var known = new KnownPerson(person, "");
        return UsernamePasswordAuthenticationToken.authenticated(known, null, known.getAuthorities());
    }
}
