package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.JuniperProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.util.FileSystemUtils;

/** What requests deliver, kept as long as decision 7 says. */
@Service
public class Artifacts {

    private final JdbcClient jdbc;
    private final Path root;
    private final Duration retention;
    private final RequestKeys keys;

    Artifacts(JdbcClient jdbc, RequestKeys keys, JuniperProperties properties) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.root = properties.home().resolve("artifacts");
        this.retention = properties.retention().artifacts();
    }

    /** {@return the folder of a request's files, made when missing} */
    public Path folder(UUID request) {
        try {
            return Files.createDirectories(root.resolve(request.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Encrypts and records a file that stands in the request's folder; written and recorded again, it replaces itself. */
    public void add(UUID request, String name, String kind) {
        try {
            var content = EncryptedFile.encrypt(folder(request).resolve(name), name, keys.make(request));
            jdbc.sql("""
                            insert into upgrade.artifact (request_id, name, kind, bytes, sha256, expires, encrypted)
                            values (?, ?, ?, ?, ?, ?, true)
                            on conflict (request_id, name) do update
                              set bytes = excluded.bytes, sha256 = excluded.sha256, encrypted = true""")
                    .params(
                            request,
                            name,
                            kind,
                            content.bytes(),
                            content.sha256(),
                            Timestamp.from(Instant.now().plus(retention)))
                    .update();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return what a request delivers} */
    public List<Artifact> of(UUID request) {
        return jdbc.sql("select * from upgrade.artifact where request_id = ? order by kind, name")
                .param(request)
                .query((row, number) -> new Artifact(
                        request,
                        row.getString("name"),
                        row.getString("kind"),
                        row.getLong("bytes"),
                        row.getString("sha256"),
                        row.getTimestamp("expires").toInstant(),
                        root.resolve(request.toString()).resolve(row.getString("name")),
                        row.getBoolean("encrypted")))
                .list();
    }

    /** {@return one of a request's files} */
    public Optional<Artifact> find(UUID request, String name) {
        return of(request).stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst();
    }

    /** {@return what is in a file, if it can still be read: it is there, and its key is not erased} */
    public Optional<Resource> content(Artifact artifact) {
        if (!Files.exists(artifact.file())) {
            return Optional.empty();
        }
        if (!artifact.encrypted()) {
            return Optional.of(new FileSystemResource(artifact.file()));
        }
        return keys.find(artifact.requestId())
                .map(key -> new EncryptedFile(artifact.file(), artifact.name(), artifact.bytes(), key));
    }

    /** {@return what is in one of a request's files, if it can still be read} */
    public Optional<Resource> content(UUID request, String name) {
        return find(request, name).flatMap(this::content);
    }

    /** Deletes what has been kept long enough; says how many files. */
    int purge(Instant now) throws IOException {
        var expired = jdbc.sql("delete from upgrade.artifact where expires < ? returning request_id, name")
                .param(Timestamp.from(now))
                .query((row, number) -> root.resolve(row.getString(1)).resolve(row.getString(2)))
                .list();
        for (Path file : expired) {
            Files.deleteIfExists(file);
        }
        keys.eraseUnused();
        return expired.size();
    }

    /** Deletes whatever a request has left: its key first, so that nothing can be read any more. */
    public void delete(UUID request) {
        keys.erase(request);
        jdbc.sql("delete from upgrade.artifact where request_id = ?")
                .param(request)
                .update();
        try {
            FileSystemUtils.deleteRecursively(root.resolve(request.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
