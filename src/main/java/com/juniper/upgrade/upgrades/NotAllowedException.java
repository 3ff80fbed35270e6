package com.juniper.upgrade.upgrades;

/** Somebody who may see a thing asks for what is not his to do with it. */
public class NotAllowedException extends RuntimeException {

    public NotAllowedException(String message) {
        super(message);
    }
}
