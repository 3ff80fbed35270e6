package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.JuniperProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import me.desair.tus.server.TusFileUploadService;
import me.desair.tus.server.exception.TusException;
import me.desair.tus.server.upload.UploadInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Files that people hand in, resumably by the tus protocol 1.0.0; a broken upload goes on where it was. */
@Service
public class Uploads {

    /** Where uploads are made. */
    public static final String URI = "/api/uploads";

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final long EXPIRY_MS = 7 * 24 * 60 * 60 * 1000L;

    private final JdbcClient jdbc;
    private final TusFileUploadService tus;
    private final Path storage;
    private final Path files;
    private final JuniperProperties.Uploads limits;

    Uploads(JdbcClient jdbc, JuniperProperties properties) throws IOException {
        this.jdbc = jdbc;
        this.limits = properties.uploads();
        this.storage = Files.createDirectories(properties.home().resolve("uploads/tus"));
        this.files = Files.createDirectories(properties.home().resolve("uploads/files"));
        this.tus = new TusFileUploadService()
                .withStoragePath(storage.toString())
                .withUploadUri(URI)
                .withMaxUploadSize(limits.maxSize().toBytes())
                .withUploadExpirationPeriod(EXPIRY_MS);
    }

    /** {@return the largest upload, in bytes} */
    public long maxBytes() {
        return limits.maxSize().toBytes();
    }

    /** Serves one request of the tus protocol for its owner. */
    public void serve(HttpServletRequest request, HttpServletResponse response, String owner) throws IOException {
        try {
            if ("POST".equals(request.getMethod())) {
                requireRoom(request.getHeader("Upload-Length"));
                announcedChecksum(request.getHeader("Upload-Metadata"));
            }
            tus.process(request, response, owner);
            var location = response.getHeader("Location");
            var uri = "POST".equals(request.getMethod()) && location != null ? location : request.getRequestURI();
            var info = tus.getUploadInfo(uri, owner);
            if (info != null) {
                remember(info, owner);
                if (!info.isUploadInProgress()) {
                    finish(info, owner);
                }
            }
        } catch (UploadRefusedException e) {
            response.reset(); // the protocol's own answer, which says that all is well
            throw e;
        } catch (TusException e) {
            throw new UploadRefusedException(String.valueOf(e.getMessage()));
        }
    }

    /** The SHA-256 that the uploader announces; one that is none is refused rather than ignored. */
    private static @Nullable String announcedChecksum(@Nullable String metadata) {
        for (String entry : metadata == null ? new String[0] : metadata.split(",", -1)) {
            var pair = entry.strip();
            if (pair.startsWith("sha256 ")) {
                var checksum = decoded(pair.substring("sha256 ".length())).toLowerCase(Locale.ROOT);
                if (!SHA_256.matcher(checksum).matches()) {
                    throw new UploadRefusedException("The metadata sha256 is no SHA-256: 64 hexadecimal digits");
                }
                return checksum;
            }
        }
        return null;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException e) {
            throw new UploadRefusedException("The metadata is not in Base64");
        }
    }

    private void requireRoom(String length) throws IOException {
        if (length == null || !length.matches("\\d{1,18}")) {
            return; // the protocol's own check refuses it
        }
        long bytes = Long.parseLong(length);
        if (bytes > maxBytes()) {
            throw new UploadRefusedException("The file has %,d bytes; the limit is %,d".formatted(bytes, maxBytes()));
        }
        long free = files.toFile().getUsableSpace(); // Files.getFileStore knows no disk in a chroot
        if (bytes > free / limits.diskFactor()) {
            throw new UploadRefusedException(
                    "There is not enough room on the platform's disk: %,d bytes are free, and an upload of %,d needs %d times as much. Please tell its operator"
                            .formatted(free, bytes, limits.diskFactor()));
        }
    }

    private void remember(UploadInfo info, String owner) {
        var checksum = announcedChecksum(info.getEncodedMetadata());
        jdbc.sql("""
                        insert into upgrade.upload (id, owner, file_name, bytes, expected_sha256) values (?, ?, ?, ?, ?)
                        on conflict do nothing""")
                .params(
                        info.getId().toString(),
                        owner,
                        info.getFileName() == null || info.getFileName().isBlank() ? "dump" : info.getFileName(),
                        info.getLength(),
                        checksum)
                .update();
    }

    private void finish(UploadInfo info, String owner) throws IOException {
        var id = info.getId().toString();
        if (find(id, owner).map(Upload::complete).orElse(false)) {
            return; // the answer to the last part was lost, and the uploader asks again
        }
        var target = files.resolve(id);
        // a second name of the same file: the protocol's own record stays, so that a HEAD is still answered
        Files.deleteIfExists(target);
        Files.createLink(target, storage.resolve("uploads").resolve(id).resolve("data"));
        var checksum = Checksums.sha256(target);
        jdbc.sql("""
                        update upgrade.upload set complete = true, sha256 = :sum,
                          error = case when expected_sha256 is not null and expected_sha256 <> :sum
                                       then 'The checksum is wrong: ' || expected_sha256 || ' was announced, ' || :sum || ' arrived. Please upload the file again' end
                        where id = :id""").param("sum", checksum).param("id", id).update();
        var error = find(id, owner).map(Upload::error).orElse(null);
        if (error != null) {
            throw new UploadRefusedException(error);
        }
    }

    /** {@return an upload of its owner; somebody else's is as good as none} */
    public Optional<Upload> find(String id, String owner) {
        return jdbc.sql("select * from upgrade.upload where id = ? and owner = ?")
                .params(id, owner)
                .query((row, number) -> new Upload(
                        row.getString("id"),
                        row.getString("owner"),
                        row.getString("file_name"),
                        row.getLong("bytes"),
                        row.getBoolean("complete"),
                        row.getString("sha256"),
                        row.getString("error"),
                        files.resolve(row.getString("id"))))
                .optional();
    }

    /** Deletes an upload and its file. */
    public void delete(String id) throws IOException {
        Files.deleteIfExists(files.resolve(id));
        jdbc.sql("delete from upgrade.upload where id = ?").param(id).update();
    }

    @Scheduled(fixedDelay = 60 * 60 * 1000, initialDelay = 60 * 1000)
    void cleanUp() throws IOException {
        if (Files.exists(storage.resolve("uploads"))) {
            tus.cleanup();
        }
    }
}
