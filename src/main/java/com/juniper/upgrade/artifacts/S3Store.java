package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.JuniperProperties;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Delivered files in a bucket of an S3-compatible store, {@code prefix/request/name} (ADR 12). They go there in parts, each with
 * its MD5, which the store compares before it takes the part; what comes back proves itself by its encryption.
 */
@Component
@ConditionalOnExpression(S3Store.IS_SET)
final class S3Store implements ArtifactStore, AutoCloseable {

    /** Whether there is a bucket. */
    static final String IS_SET = "!environment.getProperty('juniper.artifacts.s3.bucket', '').isBlank()";

    private static final Logger log = LoggerFactory.getLogger(S3Store.class);
    private static final int PART = 16 << 20;
    /** A store takes no more; larger files have larger parts. */
    private static final int MOST_PARTS = 10_000;

    /** What began before, a platform began that died. */
    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

    /** For an answer that is short, nobody waits longer. */
    private static final AwsRequestOverrideConfiguration SOON = AwsRequestOverrideConfiguration.builder()
            .apiCallTimeout(Duration.ofSeconds(10))
            .build();

    /** {@code request/name}: others may use the bucket, too. */
    private static final Predicate<String> OURS =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/[^/]+").asMatchPredicate();

    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final int part;

    @Autowired
    S3Store(JuniperProperties properties) {
        this(properties.artifacts().s3(), PART);
    }

    S3Store(JuniperProperties.S3 settings, int part) {
        this.client = S3Settings.client(settings);
        this.bucket = S3Settings.bucket(settings);
        this.prefix = S3Settings.prefix(settings);
        this.part = part;
        S3Settings.tryOut(settings, this::tryOut);
    }

    /** Lists, writes, reads and deletes, as the platform must be allowed to. */
    private void tryOut() {
        look();
        var key = key(UUID.randomUUID(), "start"); // other nodes may start, too
        var upload = begin(key);
        byte[] content = key.getBytes(StandardCharsets.UTF_8);
        complete(key, upload, List.of(putPart(key, upload, 1, content, content.length)));
        client.getObjectAsBytes(get -> get.bucket(bucket).key(key));
        client.deleteObject(delete -> delete.bucket(bucket).key(key));
    }

    private void look() {
        client.listObjectsV2(
                list -> list.bucket(bucket).prefix(prefix).maxKeys(1).overrideConfiguration(SOON));
    }

    /** {@return whether the bucket can be used; it is waited for no longer than some seconds} */
    boolean answers() {
        try {
            look();
            return true;
        } catch (SdkException e) {
            log.warn("The bucket {} does not answer: {}", bucket, e.getMessage());
            return false;
        }
    }

    private String key(UUID request, String name) {
        return prefix + request + "/" + name;
    }

    /** Takes a finished file; it is kept whole or not at all, in the place of the one before. */
    void put(UUID request, String name, Path file) throws IOException {
        var key = key(request, name);
        long bytes = Files.size(file);
        byte[] buffer = new byte[(int) Math.min(bytes, Math.max(part, bytes / MOST_PARTS + 1))];
        var upload = call(() -> begin(key));
        try (var content = Files.newInputStream(file)) {
            List<CompletedPart> parts = new ArrayList<>();
            for (int read = content.readNBytes(buffer, 0, buffer.length);
                    read > 0;
                    read = content.readNBytes(buffer, 0, buffer.length)) {
                int bytesRead = read;
                parts.add(call(() -> putPart(key, upload, parts.size() + 1, buffer, bytesRead)));
            }
            call(() -> complete(key, upload, parts));
        } catch (IOException | RuntimeException e) {
            try {
                abort(key, upload);
            } catch (SdkException left) { // the purge looks for such
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private String begin(String key) {
        return client.createMultipartUpload(create -> create.bucket(bucket).key(key))
                .uploadId();
    }

    private CompletedPart putPart(String key, String upload, int number, byte[] buffer, int bytes) {
        var answer = client.uploadPart(
                put -> put.bucket(bucket)
                        .key(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .contentMD5(md5(buffer, bytes)),
                RequestBody.fromContentProvider(
                        () -> new ByteArrayInputStream(buffer, 0, bytes), bytes, "application/octet-stream"));
        return CompletedPart.builder().partNumber(number).eTag(answer.eTag()).build();
    }

    private CompleteMultipartUploadResponse complete(String key, String upload, List<CompletedPart> parts) {
        return client.completeMultipartUpload(complete ->
                complete.bucket(bucket).key(key).uploadId(upload).multipartUpload(whole -> whole.parts(parts)));
    }

    private static String md5(byte[] buffer, int bytes) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            digest.update(buffer, 0, bytes);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void abort(String key, String upload) {
        client.abortMultipartUpload(
                abort -> abort.bucket(bucket).key(key).uploadId(upload).overrideConfiguration(SOON));
    }

    @Override
    public boolean exists(UUID request, String name) {
        return size(request, name).isPresent();
    }

    private OptionalLong size(UUID request, String name) {
        return call(() -> {
            try {
                return OptionalLong.of(client.headObject(head ->
                                head.bucket(bucket).key(key(request, name)).overrideConfiguration(SOON))
                        .contentLength());
            } catch (NoSuchKeyException e) {
                return OptionalLong.empty();
            }
        });
    }

    @Override
    public SeekableByteChannel open(UUID request, String name) throws IOException {
        var key = key(request, name);
        var size = size(request, name);
        if (size.isEmpty()) {
            throw new NoSuchFileException(key);
        }
        return new S3Channel(
                from -> client.getObject(get -> get.bucket(bucket)
                        .key(key)
                        .range("bytes=%d-".formatted(from))
                        .overrideConfiguration(SOON)),
                key,
                size.getAsLong());
    }

    @Override
    public void delete(UUID request, String name) {
        call(() -> client.deleteObject(
                delete -> delete.bucket(bucket).key(key(request, name)).overrideConfiguration(SOON)));
    }

    /** Deletes whatever of a request is here, unfinished files too. */
    void deleteAll(UUID request) {
        abortUploads(request.toString(), Instant.MAX);
        names(request + "/").forEach(name -> delete(request, name.substring(name.indexOf('/') + 1)));
    }

    /** {@return what is here, as {@code request/name}} */
    Set<String> names() {
        return names("");
    }

    private Set<String> names(String beginning) {
        return call(() -> client
                .listObjectsV2Paginator(
                        list -> list.bucket(bucket).prefix(prefix + beginning).overrideConfiguration(SOON))
                .contents()
                .stream()
                .map(object -> object.key().substring(prefix.length()))
                .filter(OURS)
                .collect(Collectors.toSet()));
    }

    /** Gives up what nobody goes on to write: no upload takes a day. */
    void sweep(Instant now) {
        abortUploads("", now.minus(LONGEST_UPLOAD));
    }

    private void abortUploads(String beginning, Instant begunBefore) {
        call(() -> {
            client
                    .listMultipartUploadsPaginator(list ->
                            list.bucket(bucket).prefix(prefix + beginning).overrideConfiguration(SOON))
                    .uploads()
                    .stream()
                    .filter(upload -> OURS.test(upload.key().substring(prefix.length())))
                    .filter(upload -> upload.initiated().isBefore(begunBefore))
                    .forEach(upload -> abort(upload.key(), upload.uploadId()));
            return true;
        });
    }

    private static <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new FileStoreAwayException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
