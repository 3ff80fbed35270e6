package com.juniper.upgrade.security;

import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;

/**
 * A person as Spring Security knows one; an authority is the name of a role's group. The rest of the request that was logged
 * in need not read the person again; a session does not keep more than the login.
 */
final class KnownPerson extends User {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Person person;

    /** {@code password} is encoded; empty where a token was shown. A person without a role has a closed login. */
    KnownPerson(Person person, String password) {
        super(
                person.login(),
                password,
                !person.roles().isEmpty(),
                true,
                true,
                true,
                AuthorityUtils.createAuthorityList(
                        person.roles().stream().map(Role::group).toList()));
        this.person = person;
    }

    /** {@return the person as read in this request; null in a later one of the same session} */
    @Nullable
    Person person() {
        return person;
    }
}
