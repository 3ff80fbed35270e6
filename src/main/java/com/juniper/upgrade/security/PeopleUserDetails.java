package com.juniper.upgrade.security;

import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Role;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Shows the platform's people to Spring Security; an authority is the name of a role's group. */
@Component
class PeopleUserDetails implements UserDetailsService {

    private final People people;

    PeopleUserDetails(People people) {
        this.people = people;
    }

    @Override
    public UserDetails loadUserByUsername(String login) {
        var found = people.login(login).orElseThrow(() -> new UsernameNotFoundException("unknown person"));
        var person = found.person();
        CurrentCaller.remember(new Caller(login, person));
        return User.withUsername(login)
                .password(found.passwordHash())
                .authorities(person.roles().stream().map(Role::group).toArray(String[]::new))
                .disabled(person.roles().isEmpty()) // the login is closed
                .build();
    }
}
