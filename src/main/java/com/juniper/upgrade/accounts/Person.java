package com.juniper.upgrade.accounts;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Somebody, or a program, that can log in. */
public record Person(
        String login,
        String firstName,
        String lastName,
        String email,
        @Nullable String company,
        Set<Role> roles) {

    /** {@return the full name} */
    public String name() {
        return (firstName + " " + lastName).strip();
    }

    /** {@return whether the person works for the platform, and so sees every case} */
    public boolean isStaff() {
        return roles.stream().anyMatch(Role::isStaff);
    }
}
