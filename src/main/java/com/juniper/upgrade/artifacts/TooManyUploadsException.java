package com.juniper.upgrade.artifacts;

/** Somebody has begun as many uploads as he may have under way at once. */
public class TooManyUploadsException extends UploadRefusedException {

    public TooManyUploadsException(String message) {
        super(message);
    }
}
