package com.juniper.upgrade.privacy;

import org.jspecify.annotations.Nullable;

/**
 * Whose data is exported or erased: a company with all its people, or one person.
 *
 * @param company the company's id; null for a person
 * @param login the person's login; null for a company
 */
public record DataSubject(
        @Nullable String company, @Nullable String login) {

    /** Takes what is empty for what is absent. */
    public DataSubject {
        company = company == null || company.isBlank() ? null : company.strip();
        login = login == null || login.isBlank() ? null : login.strip();
    }

    /** {@return COMPANY or PERSON} */
    String scope() {
        return company == null ? "PERSON" : "COMPANY";
    }

    /** {@return what must be typed to confirm an erasure} */
    String name() {
        return company == null ? String.valueOf(login) : company;
    }
}
