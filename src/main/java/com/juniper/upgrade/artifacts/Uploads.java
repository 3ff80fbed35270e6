package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.JuniperProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import me.desair.tus.server.TusFileUploadService;
import me.desair.tus.server.exception.TusException;
import me.desair.tus.server.upload.UploadInfo;
import me.desair.tus.server.upload.disk.DiskLockingService;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.util.FileSystemUtils;

/** Files that people hand in, resumably by the tus protocol 1.0.0; a broken upload goes on where it was. */
@Service
public class Uploads {

    /** Where uploads are made. */
    public static final String URI = "/api/uploads";

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
    private static final String GONE = "The file is not kept any more. Please upload it again";

    /** Of an upload that breaks off, and of one without a login that no request uses. */
    private static final Duration EXPIRY = Duration.ofDays(7);

    /** Of the parts that our clients send. */
    private static final long LARGEST_PART = 64 << 20;

    private static final List<String> NOT_SPOKEN =
            List.of("X-HTTP-Method-Override", "Upload-Defer-Length", "Upload-Concat");

    private final JdbcClient jdbc;
    private final DumpIntake intake;
    private final UploadRoom room;
    private final TusFileUploadService tus;
    private final Path storage;
    private final UploadStorage stored;
    private final Path files;
    private final JuniperProperties.Uploads limits;
    private final Duration retention;

    Uploads(JdbcClient jdbc, DumpIntake intake, UploadRoom room, JuniperProperties properties) throws IOException {
        this.jdbc = jdbc;
        this.intake = intake;
        this.room = room;
        this.limits = properties.uploads();
        this.retention = properties.retention().uploads();
        this.storage = Files.createDirectories(storage(properties.home()));
        this.files = Files.createDirectories(properties.home().resolve("uploads/files"));
        this.stored = new UploadStorage(storage, room::requireReserve);
        this.tus = new TusFileUploadService()
                .withUploadStorageService(stored)
                .withUploadLockingService(new DiskLockingService(storage.toString()))
                .withUploadUri(URI)
                .withMaxUploadSize(limits.maxSize().toBytes())
                .withUploadExpirationPeriod(EXPIRY.toMillis())
                .disableTusExtension("concatenation");
    }

    /** {@return the folder of the protocol's own files} */
    static Path storage(Path home) {
        return home.resolve("uploads/tus");
    }

    /** {@return the largest upload, in bytes} */
    public long maxBytes() {
        return limits.maxSize().toBytes();
    }

    /**
     * Serves one request of the tus protocol for its owner.
     *
     * @throws UploadRefusedException if the upload is not accepted; of one that was announced the reason is kept, not the file
     */
    public void serve(HttpServletRequest request, HttpServletResponse response, String owner) throws IOException {
        try {
            refuseWhatIsNotSpoken(request);
            if ("POST".equals(request.getMethod())) {
                synchronized (room) { // no other upload is promised the same room
                    checkAnnouncement(request, owner);
                    process(request, response, owner);
                }
            } else {
                process(request, response, owner);
            }
        } catch (UploadPausedException e) {
            response.reset();
            readOn(request);
            throw e;
        } catch (UploadRefusedException | DumpRefusedException e) {
            response.reset(); // the protocol's own answer, which says that all is well
            throw e;
        } catch (TusException e) {
            throw new UploadRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private void process(HttpServletRequest request, HttpServletResponse response, String owner)
            throws IOException, TusException {
        tus.process("PATCH".equals(request.getMethod()) ? checkPart(request, owner) : request, response, owner);
        if ("DELETE".equals(request.getMethod())) {
            deleteOwn(lastPart(request.getRequestURI()), owner);
        } else {
            follow(request, response, owner);
        }
    }

    /** Who still sends hears no answer: the connection would be cut. */
    private static void readOn(HttpServletRequest request) throws IOException {
        var input = request.getInputStream();
        for (long left = LARGEST_PART; left > 0 && input.read() >= 0; left--) {
            left -= input.skip(left - 1);
        }
    }

    private static void refuseWhatIsNotSpoken(HttpServletRequest request) {
        NOT_SPOKEN.stream()
                .filter(name -> request.getHeader(name) != null)
                .findFirst()
                .ifPresent(name -> {
                    throw new UploadRefusedException("The header %s is not supported".formatted(name));
                });
    }

    private void checkAnnouncement(HttpServletRequest request, String owner) throws IOException {
        var length = request.getHeader("Upload-Length");
        if (length == null || !length.matches("\\d{1,18}")) {
            return; // the protocol's own check refuses it
        }
        long bytes = Long.parseLong(length);
        checkSize(bytes);
        room.requireFor(owner, bytes);
        var head = UploadMetadata.of(request.getHeader("Upload-Metadata")).firstBytes();
        if (head.length > 0) {
            intake.checkHead(head, bytes);
        }
    }

    private void checkSize(long bytes) {
        if (bytes == 0) {
            throw new UploadRefusedException("The file is empty. Please make the dump again");
        }
        if (bytes > maxBytes()) {
            throw new UploadRefusedException("The file has %,d bytes; the limit is %,d".formatted(bytes, maxBytes()));
        }
    }

    private HttpServletRequest checkPart(HttpServletRequest request, String owner) throws IOException, TusException {
        var info = tus.getUploadInfo(request.getRequestURI(), owner);
        if (info == null || info.getLength() == null) {
            return request; // the protocol's own check refuses it
        }
        room.requireForRest(info.getId().toString(), owner, info.getLength() - info.getOffset());
        return "0".equals(request.getHeader("Upload-Offset")) ? checkBeginning(request, info, owner) : request;
    }

    /** Looks at the first bytes before the rest is taken. */
    private HttpServletRequest checkBeginning(HttpServletRequest request, UploadInfo info, String owner)
            throws IOException, TusException {
        byte[] beginning = request.getInputStream().readNBytes(DumpHead.BYTES);
        try {
            intake.checkHead(beginning, info.getLength());
        } catch (DumpRefusedException e) {
            refuse(info, owner, String.valueOf(e.getMessage()));
        }
        return new BegunRequest(request, beginning);
    }

    /** Keeps the reason why an upload is of no use, and not the file. */
    private void refuse(UploadInfo info, String owner, String reason) throws IOException, TusException {
        jdbc.sql("update upgrade.upload set error = ? where id = ?")
                .params(reason, info.getId().toString())
                .update();
        settle(info, owner, reason);
    }

    private void follow(HttpServletRequest request, HttpServletResponse response, String owner)
            throws IOException, TusException {
        var location = response.getHeader("Location");
        var uri = "POST".equals(request.getMethod()) && location != null ? location : request.getRequestURI();
        var info = tus.getUploadInfo(uri, owner);
        if (info != null) {
            remember(info, owner);
            if (!info.isUploadInProgress()) {
                finish(info, owner);
            }
        }
    }

    private void remember(UploadInfo info, String owner) {
        var metadata = UploadMetadata.of(info.getEncodedMetadata());
        jdbc.sql("""
                        insert into upgrade.upload (id, owner, file_name, bytes, expected_sha256, expires) values (?, ?, ?, ?, ?, ?)
                        on conflict do nothing""")
                .params(
                        info.getId().toString(),
                        owner,
                        metadata.fileName(),
                        info.getLength(),
                        metadata.sha256(),
                        Timestamp.from(Instant.now().plus(UploadRoom.isToken(owner) ? EXPIRY : retention)))
                .update();
    }

    private void finish(UploadInfo info, String owner) throws IOException, TusException {
        var id = info.getId().toString();
        var known = find(id, owner);
        if (known.map(Upload::complete).orElse(false)) {
            // the answer to the last part was lost, and the uploader asks again
            settle(info, owner, known.map(Upload::error).orElse(null));
            return;
        }
        var target = files.resolve(id);
        // a second name of the same file: the protocol's own record stays, so that a HEAD is still answered
        Files.deleteIfExists(target);
        Files.createLink(target, stored.data(info.getId()));
        var checksum = stored.sha256(info.getId());
        var error = error(id, checksum, target);
        jdbc.sql("update upgrade.upload set complete = true, sha256 = ?, error = ? where id = ?")
                .params(checksum, error, id)
                .update();
        settle(info, owner, error);
    }

    private void settle(UploadInfo info, String owner, @Nullable String error) throws IOException, TusException {
        if (error != null) {
            var id = info.getId().toString();
            Files.deleteIfExists(files.resolve(id));
            tus.deleteUpload(URI + "/" + id, owner);
            throw new UploadRefusedException(error);
        }
    }

    private @Nullable String error(String id, String checksum, Path file) throws IOException {
        var announced = jdbc.sql("select expected_sha256 from upgrade.upload where id = ?")
                .param(id)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single();
        if (announced.isPresent() && !announced.get().equals(checksum)) {
            return "The checksum is wrong: %s was announced, %s arrived. Please upload the file again"
                    .formatted(announced.get(), checksum);
        }
        try {
            intake.checkFile(file);
            return null;
        } catch (DumpRefusedException e) {
            return e.getMessage();
        }
    }

    /** {@return an upload of its owner; somebody else's is as good as none} */
    public Optional<Upload> find(String id, String owner) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        return jdbc.sql("select * from upgrade.upload where id = ? and owner = ?")
                .params(id, owner)
                .query((row, number) -> upload(row))
                .optional();
    }

    private Upload upload(ResultSet row) throws SQLException {
        var file = files.resolve(row.getString("id"));
        boolean complete = row.getBoolean("complete");
        var error = row.getString("error");
        return new Upload(
                row.getString("id"),
                row.getString("owner"),
                row.getString("file_name"),
                row.getLong("bytes"),
                complete,
                row.getString("sha256"),
                error == null && complete && !Files.exists(file) ? GONE : error,
                row.getTimestamp("expires").toInstant(),
                file);
    }

    /** Keeps an upload for the whole time again, because a request uses it. */
    public void keep(String id) {
        jdbc.sql("update upgrade.upload set expires = greatest(expires, ?) where id = ?")
                .params(Timestamp.from(Instant.now().plus(retention)), id)
                .update();
    }

    private void deleteOwn(String id, String owner) throws IOException {
        if (find(id, owner).isPresent()) {
            delete(id);
        }
    }

    /** Deletes an upload, its file, and the protocol's own record of it. */
    public void delete(String id) throws IOException {
        if (!ID.matcher(id).matches()) {
            return; // no upload's
        }
        Files.deleteIfExists(files.resolve(id));
        FileSystemUtils.deleteRecursively(storage.resolve("uploads").resolve(id));
        jdbc.sql("delete from upgrade.upload where id = ?").param(id).update();
    }

    private static String lastPart(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    /** Deletes the uploads that have been kept long enough; says how many. */
    int purge(Instant now) throws IOException {
        if (Files.exists(storage.resolve("uploads"))) {
            tus.cleanup(); // the protocol's own records, of uploads that broke off too
        }
        var expired = jdbc.sql("select id from upgrade.upload where expires < ?")
                .param(Timestamp.from(now))
                .query(String.class)
                .list();
        for (String id : expired) {
            delete(id);
        }
        return expired.size();
    }
}
