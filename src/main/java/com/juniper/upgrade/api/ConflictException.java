package com.juniper.upgrade.api;

/** What is asked for does not fit the state of the request. */
class ConflictException extends RuntimeException {

    ConflictException(String message) {
        super(message);
    }
}
