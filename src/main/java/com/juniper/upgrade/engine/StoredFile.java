package com.juniper.upgrade.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How the ERP names a file of a filestore: by its content.
 *
 * @param hash the SHA-1 of the content, which is also the attachment's {@code checksum}
 */
public record StoredFile(String hash) {

    /** {@return the name for a content} */
    public static StoredFile of(byte[] content) {
        try {
            return new StoredFile(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a content into a filestore. */
    public static StoredFile write(Path filestore, byte[] content) throws IOException {
        var stored = of(content);
        var file = filestore.resolve(stored.path());
        java.nio.file.Files.createDirectories(file.getParent());
        java.nio.file.Files.write(file, content);
        return stored;
    }

    /** {@return the path in the filestore, {@code xx/<sha1>}, which is also the attachment's {@code store_fname}} */
    public String path() {
        return hash.substring(0, 2) + "/" + hash;
    }
}
