package com.juniper.upgrade.databases;

/** What was restored into a copy broke its bounds and was stopped; the message says which. */
public class CopyBoundsException extends RuntimeException {

    CopyBoundsException(String reason) {
        super(reason);
    }
}
