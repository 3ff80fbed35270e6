package com.juniper.upgrade.security;

import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Tells who makes the request that this thread serves. */
@Component
public class CurrentCaller {

    /** The attribute of a request that holds who makes it. */
    private static final String KNOWN = CurrentCaller.class.getName();

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
        var request = RequestContextHolder.getRequestAttributes();
        if (request != null
                && request.getAttribute(KNOWN, RequestAttributes.SCOPE_REQUEST) instanceof Caller known
                && known.name().equals(name)) {
            return Optional.of(known);
        }
        var caller = new Caller(name, people.find(name).orElse(null));
        remember(caller);
        return Optional.of(caller);
    }

    /** Spares the rest of a request another look for somebody who was just read. */
    static void remember(Caller caller) {
        var request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(KNOWN, caller, RequestAttributes.SCOPE_REQUEST);
        }
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
