package com.juniper.upgrade.security;

import com.juniper.upgrade.accounts.Person;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: a person, or the holder of a request's secret token (the command line without an API token).
 *
 * @param name the login, or {@code token:<SHA-256>}; what a submitter is stored as (requirements, decision 5)
 * @param person absent for the holder of a token
 */
public record Caller(String name, @Nullable Person person) {

    /** {@return whether the caller works for the platform} */
    public boolean isStaff() {
        return person != null && person.isStaff();
    }

    /** {@return the caller's company, where there is one} */
    public @Nullable String company() {
        return person == null ? null : person.company();
    }
}
