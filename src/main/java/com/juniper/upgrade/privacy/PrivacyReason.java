package com.juniper.upgrade.privacy;

/** Why data is exported or erased; a word, so that the proof says nothing of anybody. */
public enum PrivacyReason {
    ASKED("The customer or the person asked for it"),
    CONTRACT_ENDED("The contract has ended"),
    AUTHORITY("A court or an authority asked for it"),
    OTHER("Another reason, kept elsewhere");

    private final String label;

    PrivacyReason(String label) {
        this.label = label;
    }

    /** {@return the reason for people} */
    public String label() {
        return label;
    }
}
