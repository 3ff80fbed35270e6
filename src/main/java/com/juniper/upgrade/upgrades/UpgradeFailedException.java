package com.juniper.upgrade.upgrades;

/** An upgrade cannot be finished, however often it is tried; the message says what failed. */
public class UpgradeFailedException extends RuntimeException {

    public UpgradeFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    UpgradeFailedException(String message) {
        super(message);
    }
}
