package com.juniper.upgrade.security;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.stereotype.Component;

/**
 * Login at an OpenID provider, beside the passwords, where {@code juniper.oidc.issuer} names one (ADR 10). The provider says who
 * somebody is; who that is here, and what he may do, stays the platform's. A provider that is away keeps nobody from the
 * password form, nor the platform from starting.
 */
@Component
class OidcLogin implements ClientRegistrationRepository {

    /** The provider's name in addresses. */
    static final String ID = "oidc";

    static final String CALLBACK = "/login/oauth2/code/" + ID;

    private static final Logger log = LoggerFactory.getLogger(OidcLogin.class);
    private static final String UNKNOWN = "unknown_person";
    private static final String EMAIL = "email";

    /** Where the session keeps as whom the provider knows somebody whom the platform does not. */
    private static final String UNKNOWN_NAME = OidcLogin.class.getName() + ".unknown";

    private final JuniperProperties.Oidc settings;
    private final String publicUrl;
    private final People people;
    private final JdbcClient jdbc;
    private final OidcUserService users = new OidcUserService();
    private volatile @Nullable ClientRegistration registration;

    OidcLogin(JuniperProperties properties, People people, JdbcClient jdbc) {
        this.settings = properties.oidc();
        this.publicUrl = properties.publicUrl();
        this.people = people;
        this.jdbc = jdbc;
    }

    /** {@return whether there is a provider} */
    boolean isOn() {
        return settings.issuer() != null && !settings.issuer().isBlank();
    }

    /** {@return how people read of the provider} */
    String name() {
        return settings.name();
    }

    /** {@return the provider's origin, to which a logout leads; empty where there is no provider} */
    Optional<String> origin() {
        return isOn()
                ? Optional.of(URI.create(Objects.requireNonNull(settings.issuer())))
                        .map(issuer -> "%s://%s".formatted(issuer.getScheme(), issuer.getAuthority()))
                : Optional.empty();
    }

    /** {@return what the provider says of itself, asked for when it is first needed; null while it does not answer} */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!isOn() || !id.equals(ID)) {
            return null;
        }
        var known = registration;
        if (known == null) {
            try {
                known = ClientRegistrations.fromIssuerLocation(Objects.requireNonNull(settings.issuer()))
                        .registrationId(ID)
                        .clientId(String.valueOf(settings.clientId()))
                        .clientSecret(settings.clientSecret())
                        .clientName(settings.name())
                        .redirectUri(publicUrl + CALLBACK)
                        .scope("openid", "profile", EMAIL)
                        .build();
                registration = known;
            } catch (RuntimeException e) {
                log.warn("The OpenID provider {} does not answer: {}", settings.issuer(), e.toString());
            }
        }
        return known;
    }

    /** Adds the login to the pages' security. */
    void addTo(HttpSecurity http) throws Exception {
        var requests = new DefaultOAuth2AuthorizationRequestResolver(this, "/oauth2/authorization");
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        http.oauth2Login(login -> login.loginPage("/login")
                .clientRegistrationRepository(this)
                .authorizedClientRepository(new NoTokens())
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
                .userInfoEndpoint(endpoint -> endpoint.oidcUserService(this::person))
                .failureHandler(OidcLogin::failed));
    }

    /** {@return what ends the provider's session, too, where it offers that; people of the password form see the login page} */
    LogoutSuccessHandler logout() {
        var handler = new OidcClientInitiatedLogoutSuccessHandler(this);
        handler.setDefaultTargetUrl("/login?logout");
        handler.setPostLogoutRedirectUri(publicUrl + "/login?logout");
        return handler;
    }

    private OidcUser person(OidcUserRequest request) {
        var user = users.loadUser(request);
        var name = user.getClaimAsString(settings.claim());
        var person = bound(user)
                .or(() -> name == null ? Optional.empty() : find(name, user).flatMap(found -> bind(found, user)));
        return person.map(found -> new OidcPerson(
                        found.login(),
                        found.roles().stream()
                                .map(role -> new SimpleGrantedAuthority(role.group()))
                                .toList(),
                        user))
                .orElseThrow(() ->
                        new OAuth2AuthenticationException(new OAuth2Error(UNKNOWN, name == null ? "" : name, null)));
    }

    /** {@return whom the provider's subject is here since its first login, whatever name it has there now} */
    private Optional<Person> bound(OidcUser user) {
        return jdbc.sql("select login from upgrade.provider_login where issuer = ? and subject = ?")
                .params(user.getIssuer().toString(), user.getSubject())
                .query(String.class)
                .optional()
                .flatMap(login -> open(people.find(login)));
    }

    /** Binds a login to the provider's subject, at its first login; {@return nobody where it is another's already} */
    private Optional<Person> bind(Person person, OidcUser user) {
        jdbc.sql("insert into upgrade.provider_login (issuer, subject, login) values (?, ?, ?) on conflict do nothing")
                .params(user.getIssuer().toString(), user.getSubject(), person.login())
                .update();
        var bound = bound(user);
        if (bound.isEmpty()) {
            log.warn(
                    "The provider's '{}' has the name of {}, who is somebody else there; if not, close the login and let the person in anew",
                    user.getSubject(),
                    person.login());
        }
        return bound;
    }

    /** An address is only somebody's where the provider has verified it. */
    private Optional<Person> find(String name, OidcUser user) {
        if (!settings.claim().equals(EMAIL)) {
            return open(people.find(name));
        }
        return Boolean.TRUE.equals(user.getEmailVerified()) ? open(people.ofEmail(name)) : Optional.empty();
    }

    /** A login that is closed opens nothing here either. */
    private static Optional<Person> open(Optional<Person> person) {
        return person.filter(found -> !found.roles().isEmpty());
    }

    private static void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        var error = reason instanceof OAuth2AuthenticationException refused ? refused.getError() : null;
        if (error != null && error.getErrorCode().equals(UNKNOWN)) {
            request.getSession().setAttribute(UNKNOWN_NAME, Objects.requireNonNullElse(error.getDescription(), ""));
            response.sendRedirect("/login?provider=unknown");
            return;
        }
        log.warn("A login by the OpenID provider failed: {}", reason.toString());
        response.sendRedirect("/login?provider=failed");
    }

    /** {@return as whom the provider knows the person whom the platform does not know; told once} */
    static @Nullable String unknown(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(UNKNOWN_NAME) instanceof String name)) {
            return null;
        }
        session.removeAttribute(UNKNOWN_NAME);
        return name;
    }

    /** The provider's tokens are of no use after the login: they are not kept. */
    private static final class NoTokens implements OAuth2AuthorizedClientRepository {

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String id, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // not kept
        }

        @Override
        public void removeAuthorizedClient(
                String id, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
            // none is kept
        }
    }
}
