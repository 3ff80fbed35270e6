package com.juniper.upgrade.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
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
        return new StoredFile(HexFormat.of().formatHex(sha1().digest(content)));
    }

    /** {@return the name for a file's content, of any size} */
    static StoredFile of(Path file) throws IOException {
        var digest = sha1();
        try (var content = new DigestInputStream(java.nio.file.Files.newInputStream(file), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return new StoredFile(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
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
