package com.juniper.upgrade.api;

/** A parameter of an address has a value that it cannot have. */
class BadParameterException extends RuntimeException {

    BadParameterException(String message) {
        super(message);
    }
}
