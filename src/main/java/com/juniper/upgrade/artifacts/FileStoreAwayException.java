package com.juniper.upgrade.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The bucket with the delivered files does not answer, or refuses the platform; that passes, or an operator mends it. */
public final class FileStoreAwayException extends UncheckedIOException {

    FileStoreAwayException(Exception cause) {
        super(
                "The store of results and reports does not answer at the moment. Nothing is lost: please try again in a minute.",
                new IOException(cause.getMessage(), cause));
    }
}
