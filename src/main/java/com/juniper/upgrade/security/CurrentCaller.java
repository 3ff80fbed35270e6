package com.juniper.upgrade.security;

import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Tells who makes the request that this thread serves. */
@Component
public class CurrentCaller {

    private final People people;

    CurrentCaller(People people) {
        this.people = people;
    }

    /** {@return who calls, if anybody who is known} */
    public Optional<Caller> find() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) {
            return Optional.empty();
        }
        var name = authentication.getName();
        Person known = authentication.getPrincipal() instanceof KnownPerson principal ? principal.person() : null;
        return Optional.of(new Caller(name, known == null ? people.find(name).orElse(null) : known));
    }

    /**
     * {@return the person who calls}
     *
     * @throws AccessDeniedException if it is nobody, or the holder of a request's token
     */
    public Person requirePerson() {
        return find().map(Caller::person)
                .filter(person -> !person.roles().isEmpty())
                .orElseThrow(() -> new AccessDeniedException("This is for people who log in."));
    }

    /**
     * {@return who calls}
     *
     * @throws IllegalStateException if nobody does: the address was to be closed to nobody
     */
    public Caller require() {
        return find().orElseThrow(() -> new IllegalStateException("Nobody is logged in"));
    }
}
