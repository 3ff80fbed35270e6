package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.JuniperProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;
import me.desair.tus.server.TusFileUploadService;
import me.desair.tus.server.exception.TusException;
import me.desair.tus.server.upload.UploadInfo;
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
            }
            tus.process(request, response, owner);
            var location = response.getHeader("Location");
            var uri = "POST".equals(request.getMethod()) && location != null ? location : request.getRequestURI();
            var info = tus.getUploadInfo(uri, owner);
            if (info != null) {
                remember(info, owner);
                if (!info.isUploadInProgress()) {
                    finish(uri, info, owner);
                }
            }
        } catch (TusException e) {
            throw new UploadRefusedException(String.valueOf(e.getMessage()));
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
        long free = Files.getFileStore(files).getUsableSpace();
        if (bytes > free / limits.diskFactor()) {
            throw new UploadRefusedException(
                    "There is not enough room on the platform's disk: %,d bytes are free, and an upload of %,d needs %d times as much. Please tell its operator"
                            .formatted(free, bytes, limits.diskFactor()));
        }
    }

    private void remember(UploadInfo info, String owner) {
        var checksum = info.getMetadata().get("sha256");
        jdbc.sql("""
                        insert into upgrade.upload (id, owner, file_name, bytes, expected_sha256) values (?, ?, ?, ?, ?)
                        on conflict do nothing""")
                .params(
                        info.getId().toString(),
                        owner,
                        info.getFileName() == null || info.getFileName().isBlank() ? "dump" : info.getFileName(),
                        info.getLength(),
                        checksum != null && SHA_256.matcher(checksum).matches() ? checksum : null)
                .update();
    }

    private void finish(String uri, UploadInfo info, String owner) throws IOException, TusException {
        var id = info.getId().toString();
        var target = files.resolve(id);
        var data = storage.resolve("uploads").resolve(id).resolve("data");
        if (Files.exists(data)) {
            Files.move(data, target, StandardCopyOption.REPLACE_EXISTING);
        }
        var checksum = Checksums.sha256(target);
        jdbc.sql("""
                        update upgrade.upload set complete = true, sha256 = :sum,
                          error = case when expected_sha256 is not null and expected_sha256 <> :sum
                                       then 'The checksum is wrong: ' || expected_sha256 || ' was announced, ' || :sum || ' arrived. Please upload the file again' end
                        where id = :id""").param("sum", checksum).param("id", id).update();
        tus.deleteUpload(uri, owner);
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
