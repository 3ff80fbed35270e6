package com.juniper.upgrade.neutralization;

/** A copy could not be made harmless; nothing of it is changed, and it must open to nobody. */
public class NeutralizationFailedException extends RuntimeException {

    NeutralizationFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
