package com.juniper.upgrade.upgrades;

/** Where a request stands. */
public enum RequestState {
    SUBMITTED("Received"),
    QUEUED("Waiting for its turn"),
    RUNNING("Upgrade in progress"),
    WAITING_FOR_MODULES("Waiting for you: custom modules"),
    DELIVERED("Upgraded database ready"),
    REFUSED("Refused"),
    FAILED("Failed"),
    CANCELLED("Cancelled");

    private final String label;

    RequestState(String label) {
        this.label = label;
    }

    /** {@return the state in a customer's words} */
    public String label() {
        return label;
    }

    /** {@return whether nothing more will happen} */
    public boolean isEnd() {
        return this == DELIVERED || this == REFUSED || this == FAILED || this == CANCELLED;
    }
}
