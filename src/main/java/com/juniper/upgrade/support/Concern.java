package com.juniper.upgrade.support;

/** What an issue is about, which decides whether the contract covers it (R137-R144). */
public enum Concern {
    STANDARD("A standard app"),
    STUDIO("A customization made with Studio"),
    CUSTOM_MODULE("A custom module"),
    CODE("Code that was entered by hand: Python in actions, changed lines of standard modules"),
    DATA("Data or settings that were wrong before the upgrade"),
    USAGE("How to use the new version");

    private final String label;

    Concern(String label) {
        this.label = label;
    }

    /** {@return the concern in a customer's words} */
    public String label() {
        return label;
    }
}
