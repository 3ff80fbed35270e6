package com.juniper.upgrade.artifacts;

/** There is no room for more of an upload now; what has arrived of it is kept, and the rest can be sent later. */
public class UploadPausedException extends UploadRefusedException {

    public UploadPausedException(String message) {
        super(message);
    }
}
