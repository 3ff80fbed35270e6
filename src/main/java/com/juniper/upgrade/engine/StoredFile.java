package com.juniper.upgrade.engine;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of a filestore, which is known by its content.
 *
 * @param sha1 the content's SHA-1, in hexadecimal digits
 */
public record StoredFile(String sha1) {

    /** {@return the file that has a content} */
    public static StoredFile of(byte[] content) {
        try {
            return new StoredFile(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return its name in the filestore, xx/sha1} */
    public String name() {
        return sha1.substring(0, 2) + "/" + sha1;
    }
}
