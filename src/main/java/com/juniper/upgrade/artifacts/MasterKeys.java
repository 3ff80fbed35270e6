package com.juniper.upgrade.artifacts;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The keys that wrap the requests' keys (R31): {@code juniper.encryption.key} wraps, {@code juniper.encryption.former-keys} and
 * the one in the home folder unwrap. Without a setting the one in the home folder wraps, which is made at the first start and
 * which nobody but the platform's user reads.
 */
@Component
class MasterKeys {

    private static final int BYTES = 32;
    private static final int ID_DIGITS = 16;

    private final Map<String, AesGcmJce> keys = new LinkedHashMap<>();
    private final String current;

    MasterKeys(JuniperProperties properties) {
        var encryption = properties.encryption();
        var own = properties.home().resolve("keys/master.key");
        boolean given = encryption.key() != null && !encryption.key().isBlank();
        current = given
                ? add(encryption.key(), "juniper.encryption.key")
                : add(own(properties.home(), own), own.toString());
        if (given && Files.exists(own)) {
            add(read(own), own.toString());
        }
        encryption.formerKeys().stream()
                .filter(key -> !key.isBlank())
                .forEach(key -> add(key, "juniper.encryption.former-keys"));
    }

    private String add(@Nullable String text, String where) {
        try {
            byte[] key = Base64.getDecoder().decode(String.valueOf(text).strip());
            if (key.length != BYTES) {
                throw new IllegalArgumentException("it has %d bytes".formatted(key.length));
            }
            var id = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key))
                    .substring(0, ID_DIGITS);
            keys.put(id, new AesGcmJce(key));
            return id;
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "%s is no key of %d random bytes in Base64 (%s). Make one with: openssl rand -base64 %d"
                            .formatted(where, BYTES, e.getMessage(), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM", e);
        }
    }

    private static String own(Path home, Path file) {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Files.createDirectories(home); // which others look into
            Files.createDirectories(
                    home.resolve("keys"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            // written beside it first: nodes that start at once read one and the same, and none half a key
            var written = Files.createTempFile(
                    file.getParent(),
                    "master",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(written, Base64.getEncoder().encodeToString(key) + "\n");
                Files.createLink(file, written);
            } finally {
                Files.delete(written);
            }
        } catch (FileAlreadyExistsException e) {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read(file);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return which key wraps} */
    String current() {
        return current;
    }

    /** {@return whether a key is here to unwrap with} */
    boolean has(String master) {
        return keys.containsKey(master);
    }

    /** {@return a request's key, as only the current master key opens it} */
    byte[] wrap(byte[] key, UUID request) {
        try {
            return key(current).encrypt(key, context(request));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return a request's key} */
    byte[] unwrap(byte[] wrapped, String master, UUID request) {
        try {
            return key(master).decrypt(wrapped, context(request));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key of request %s was changed".formatted(request), e);
        }
    }

    private AesGcmJce key(String master) {
        var key = keys.get(master);
        if (key == null) {
            throw new IllegalStateException(
                    "The master key %s is missing: give it in juniper.encryption.former-keys (JUNIPER_ENCRYPTION_FORMER_KEYS)"
                            .formatted(master));
        }
        return key;
    }

    private static byte[] context(UUID request) {
        return request.toString().getBytes(StandardCharsets.UTF_8);
    }
}
