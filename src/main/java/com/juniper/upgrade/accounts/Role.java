package com.juniper.upgrade.accounts;

/** What a person is to the platform; {@link #group()} is the name of the process engine's group. */
public enum Role {
    CUSTOMER("customers"),
    MAINTAINER("maintainers"),
    ANALYST("support-analysts"),
    OPERATOR("camunda-admin"),
    INTEGRATION("integration");

    private final String group;

    Role(String group) {
        this.group = group;
    }

    /** {@return the group of the process engine, which is also the authority of Spring Security} */
    public String group() {
        return group;
    }

    /** {@return whether it is of people who work for the platform} */
    public boolean isStaff() {
        return this == ANALYST || this == OPERATOR;
    }
}
