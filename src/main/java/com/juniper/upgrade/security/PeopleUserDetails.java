package com.juniper.upgrade.security;

import com.juniper.upgrade.accounts.People;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Shows the platform's people to Spring Security. */
@Component
class PeopleUserDetails implements UserDetailsService {

    private final People people;

    PeopleUserDetails(People people) {
        this.people = people;
    }

    @Override
    public UserDetails loadUserByUsername(String login) {
        var found = people.login(login).orElseThrow(() -> new UsernameNotFoundException("unknown person"));
        return new KnownPerson(found.person(), found.passwordHash());
    }
}
