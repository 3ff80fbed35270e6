package com.juniper.upgrade.security;

import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
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

    /** {@return whether the caller operates the platform} */
    public boolean isOperator() {
        return person != null && person.roles().contains(Role.OPERATOR);
    }

    /** {@return how people read of the caller: a name, or that it is the command line's client} */
    public String fullName() {
        return person == null ? "The command line" : person.name();
    }

    /** {@return whether the caller is a customer: who may decide for a company} */
    public boolean isCustomer() {
        return person != null && person.roles().contains(Role.CUSTOMER);
    }

    /** {@return the caller's company, where there is one} */
    public @Nullable String company() {
        return person == null ? null : person.company();
    }
}
