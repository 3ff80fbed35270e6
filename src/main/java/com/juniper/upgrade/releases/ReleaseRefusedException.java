package com.juniper.upgrade.releases;

/** A reference database cannot be published; the message says why. */
public class ReleaseRefusedException extends RuntimeException {

    ReleaseRefusedException(String message) {
        super(message);
    }
}
