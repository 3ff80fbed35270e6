package com.juniper.upgrade.upgrades;

/** There is no such request or case, or the caller may not know that there is. */
public class RequestNotFoundException extends RuntimeException {

    public RequestNotFoundException(String what) {
        super(what + " does not exist");
    }
}
