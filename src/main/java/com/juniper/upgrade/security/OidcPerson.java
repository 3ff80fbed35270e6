package com.juniper.upgrade.security;

import java.util.Collection;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** A person of the platform whom an OpenID provider has logged in: with the platform's login and roles. */
final class OidcPerson extends DefaultOidcUser {

    private static final long serialVersionUID = 1L;

    private final String login;

    OidcPerson(String login, Collection<? extends GrantedAuthority> authorities, OidcUser user) {
        super(authorities, user.getIdToken(), user.getUserInfo());
        this.login = login;
    }

    @Override
    public String getName() {
        return login;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OidcPerson person && login.equals(person.login) && super.equals(other);
    }

    @Override
    public int hashCode() {
        return login.hashCode();
    }
}
