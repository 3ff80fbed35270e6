package com.juniper.upgrade.artifacts;

/** An upload is not accepted; the message is for the one who sent it. */
public class UploadRefusedException extends RuntimeException {

    public UploadRefusedException(String message) {
        super(message);
    }
}
