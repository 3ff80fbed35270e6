package com.juniper.upgrade.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files, streamed. */
final class Checksums {

    private static final int BUFFER = 1 << 16;

    private Checksums() {}

    static String sha256(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file);
                var digest = new DigestInputStream(input, MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[BUFFER];
            while (digest.read(buffer) >= 0) {
                // reading is all that is needed
            }
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
