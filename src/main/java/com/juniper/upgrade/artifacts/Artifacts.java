package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What requests deliver, kept as long as decision 7 says. It is made in the home folder and, where a bucket is set, brought there
 * once the request is delivered: a store that is away keeps no upgrade from its end.
 *
 * <p>Whatever touches the bucket throws {@link FileStoreAwayException} where it does not answer.
 */
@Service
public class Artifacts {

    /** A request that ended before makes no files any more. */
    private static final Duration SETTLED = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final FolderStore home;
    private final Optional<S3Store> bucket;
    private final Duration retention;
    private final RequestKeys keys;

    Artifacts(JdbcClient jdbc, RequestKeys keys, Optional<S3Store> bucket, JuniperProperties properties) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.bucket = bucket;
        this.home = new FolderStore(properties.home().resolve("artifacts"));
        this.retention = properties.retention().artifacts();
        long unreachable = bucket.isPresent() ? 0 : inBucket();
        if (unreachable > 0) {
            throw new StartRefusedException(
                    "juniper.artifacts.s3.bucket is empty, and %,d results and reports are in a bucket. Name it, until they are over (juniper.retention.artifacts)."
                            .formatted(unreachable));
        }
    }

    private long inBucket() {
        return jdbc.sql("select count(*) from upgrade.artifact where in_bucket")
                .query(Long.class)
                .single();
    }

    private ArtifactStore store(boolean inBucket) {
        return inBucket ? bucket.orElseThrow(Artifacts::noBucket) : home;
    }

    private static FileStoreAwayException noBucket() {
        return new FileStoreAwayException(
                new IllegalStateException("juniper.artifacts.s3.bucket is empty here, and set on another node"));
    }

    /** {@return the folder where a request's files are made, made when missing} */
    public Path folder(UUID request) {
        try {
            return Files.createDirectories(home.folder(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Encrypts and records a file that stands in the request's folder; written and added again, it replaces itself. */
    public void add(UUID request, String name, String kind) {
        try {
            var content = EncryptedFile.encrypt(home.file(request, name), name, keys.make(request));
            jdbc.sql("""
                            insert into upgrade.artifact (request_id, name, kind, bytes, sha256, expires, encrypted)
                            values (?, ?, ?, ?, ?, ?, true)
                            on conflict (request_id, name) do update
                              set bytes = excluded.bytes, sha256 = excluded.sha256, encrypted = true, in_bucket = false""")
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

    /**
     * Brings what was delivered to the bucket: puts each file there, records it, removes it from the home folder. Killed in
     * between, or done by two nodes at once, it is put there again.
     */
    void bringToBucket() throws IOException {
        var delivered = jdbc.sql("""
                        select a.* from upgrade.artifact a join upgrade.request r on r.id = a.request_id
                        where a.encrypted and not a.in_bucket and r.state = 'DELIVERED' order by r.ended, a.name""").query(Artifacts::artifact).list();
        for (var file : delivered) {
            if (home.exists(file.requestId(), file.name())) {
                bring(file.requestId(), file.name());
            }
        }
    }

    private void bring(UUID request, String name) throws IOException {
        var store = bucket.orElseThrow(Artifacts::noBucket);
        try {
            store.put(request, name, home.file(request, name));
        } catch (NoSuchFileException e) {
            return; // another node was faster, or it was deleted meanwhile
        }
        boolean recorded = jdbc.sql("update upgrade.artifact set in_bucket = true where request_id = ? and name = ?")
                        .params(request, name)
                        .update()
                > 0;
        if (recorded) {
            home.delete(request, name);
        } else {
            store.delete(request, name);
        }
    }

    /** {@return what a request delivers} */
    public List<Artifact> of(UUID request) {
        return jdbc.sql("select * from upgrade.artifact where request_id = ? order by kind, name")
                .param(request)
                .query(Artifacts::artifact)
                .list();
    }

    private static Artifact artifact(ResultSet row, int number) throws SQLException {
        return new Artifact(
                row.getObject("request_id", UUID.class),
                row.getString("name"),
                row.getString("kind"),
                row.getLong("bytes"),
                row.getString("sha256"),
                row.getTimestamp("expires").toInstant(),
                row.getBoolean("encrypted"),
                row.getBoolean("in_bucket"));
    }

    /** {@return one of a request's files} */
    public Optional<Artifact> find(UUID request, String name) {
        return of(request).stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst();
    }

    /** {@return what is in a file, if it can still be read: it is there, and its key is not erased} */
    public Optional<Resource> content(Artifact artifact) {
        var request = artifact.requestId();
        var name = artifact.name();
        var resource = artifact.encrypted()
                ? keys.find(request)
                        .<Resource>map(key ->
                                new EncryptedFile(() -> storeOf(request, name), request, name, artifact.bytes(), key))
                : Optional.<Resource>of(new FileSystemResource(home.file(request, name)));
        return resource.filter(Resource::exists);
    }

    private ArtifactStore storeOf(UUID request, String name) {
        return store(find(request, name).filter(Artifact::inBucket).isPresent());
    }

    /** {@return what is in one of a request's files, if it can still be read} */
    public Optional<Resource> content(UUID request, String name) {
        return find(request, name).flatMap(this::content);
    }

    /** Deletes what has been kept long enough, each file before its row; says how many files. */
    int purge(Instant now) throws IOException {
        var expired = jdbc.sql("select * from upgrade.artifact where expires < ?")
                .param(Timestamp.from(now))
                .query(Artifacts::artifact)
                .list();
        for (var file : expired) {
            store(file.inBucket()).delete(file.requestId(), file.name());
            home.delete(file.requestId(), file.name()); // who brought it to the bucket may have died before that
            jdbc.sql("delete from upgrade.artifact where request_id = ? and name = ?")
                    .params(file.requestId(), file.name())
                    .update();
        }
        keys.eraseUnused();
        bucket.ifPresent(store -> store.sweep(now));
        removeEmptyFolders(now.minus(SETTLED));
        return expired.size();
    }

    private void removeEmptyFolders(Instant endedBefore) throws IOException {
        var ended = jdbc.sql("select id from upgrade.request where id::text = any(?) and ended < ?")
                .params(home.empty().toArray(String[]::new), Timestamp.from(endedBefore))
                .query(UUID.class)
                .list();
        for (UUID request : ended) {
            home.deleteAll(request);
        }
    }

    /** Deletes what a request has left that is not delivered: its key first, so that nothing can be read any more. */
    public void discard(UUID request) {
        keys.erase(request);
        jdbc.sql("delete from upgrade.artifact where request_id = ?")
                .param(request)
                .update();
        try {
            home.deleteAll(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes whatever a request has left or delivered, as {@link #discard}, and in the bucket. */
    public void delete(UUID request) {
        discard(request);
        bucket.ifPresent(store -> store.deleteAll(request));
    }

    /** {@return whether what is in the bucket can be read; true without one} */
    public boolean answers() {
        return bucket.map(S3Store::answers).orElse(true);
    }

    /** {@return the files in the bucket, as {@code request/name}; none without one} */
    public Set<String> namesInBucket() {
        return bucket.map(S3Store::names).orElse(Set.of());
    }
}
