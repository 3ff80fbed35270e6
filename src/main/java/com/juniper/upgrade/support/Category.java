package com.juniper.upgrade.support;

/** When an issue was met. */
public enum Category {
    /** In an upgraded test database (R106). */
    TESTING("Related to testing the upgrade"),
    /** In the production upgrade, or after it (R132). */
    PRODUCTION("Upgrade in production");

    private final String label;

    Category(String label) {
        this.label = label;
    }

    /** {@return the category in a customer's words} */
    public String label() {
        return label;
    }
}
