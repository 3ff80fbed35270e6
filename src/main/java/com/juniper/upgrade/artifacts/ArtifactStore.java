package com.juniper.upgrade.artifacts;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.UUID;

/**
 * Where delivered files are kept, each by its request and its name.
 *
 * <p>All methods throw {@link FileStoreAwayException} where the store does not answer or refuses; asked again, they do what is
 * left to do.
 */
interface ArtifactStore {

    /** {@return whether a file is here} */
    boolean exists(UUID request, String name);

    /** Opens a file that is here: read from anywhere, what comes before is not fetched; read on, it is fetched in one go. */
    SeekableByteChannel open(UUID request, String name) throws IOException;

    /** Deletes a file, if it is here. */
    void delete(UUID request, String name) throws IOException;
}
