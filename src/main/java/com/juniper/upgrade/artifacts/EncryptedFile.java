package com.juniper.upgrade.artifacts;

import com.google.crypto.tink.StreamingAead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.core.io.AbstractResource;

/** An encrypted file, read as what is in it; a part of it is read without what comes before. */
final class EncryptedFile extends AbstractResource {

    private static final int BUFFER = 1 << 16;

    private final Supplier<ArtifactStore> store;
    private final UUID request;
    private final String name;
    private final long bytes;
    private final StreamingAead cipher;

    /**
     * A file in a store.
     *
     * @param store where the file is now; asked again where it is gone, since it may be on its way to the bucket
     * @param bytes of what is in it
     */
    EncryptedFile(Supplier<ArtifactStore> store, UUID request, String name, long bytes, StreamingAead cipher) {
        this.store = store;
        this.request = request;
        this.name = name;
        this.bytes = bytes;
        this.cipher = cipher;
    }

    /** What was encrypted: how many bytes, and their SHA-256. */
    record Content(long bytes, String sha256) {}

    /** Puts what is in a file in its place, encrypted and bound to its name. */
    static Content encrypt(Path file, String name, StreamingAead cipher) throws IOException {
        var part = file.resolveSibling("." + name + ".part");
        var content = encrypt(file, part, name, cipher);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return content;
    }

    private static Content encrypt(Path file, Path part, String name, StreamingAead cipher) throws IOException {
        try (InputStream plain = Files.newInputStream(file);
                var digested = new DigestInputStream(plain, MessageDigest.getInstance("SHA-256"));
                var target = cipher.newEncryptingStream(Files.newOutputStream(part), context(name))) {
            byte[] buffer = new byte[BUFFER];
            long bytes = 0;
            for (int read = digested.read(buffer); read >= 0; read = digested.read(buffer)) {
                target.write(buffer, 0, read);
                bytes += read;
            }
            return new Content(
                    bytes, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] context(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        var channel = open();
        try {
            return Channels.newInputStream(cipher.newSeekableDecryptingChannel(channel, context(name)));
        } catch (GeneralSecurityException | IOException e) {
            channel.close();
            throw new IOException("%s cannot be decrypted".formatted(name), e);
        }
    }

    private SeekableByteChannel open() throws IOException {
        try {
            return store.get().open(request, name);
        } catch (NoSuchFileException e) {
            return store.get().open(request, name);
        }
    }

    @Override
    public boolean exists() {
        return Stream.generate(store).limit(2).anyMatch(place -> place.exists(request, name));
    }

    @Override
    public long contentLength() {
        return bytes;
    }

    @Override
    public String getFilename() {
        return name;
    }

    @Override
    public String getDescription() {
        return "encrypted file " + name;
    }
}
