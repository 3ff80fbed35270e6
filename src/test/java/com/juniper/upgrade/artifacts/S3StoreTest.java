package com.juniper.upgrade.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.S3Proxy;
import com.juniper.upgrade.StartRefusedException;
import com.juniper.upgrade.api.BrokenNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Delivered files in a bucket, with a network before it that can be watched, damaged and broken. */
class S3StoreTest {

    private static final int PART = 5 << 20;
    private static final String NAME = "upgraded.zip";
    private static final Pattern RANGE = Pattern.compile("(?i)\r\nRange: (\\S+)\r\n");

    @TempDir
    private static Path folder;

    private static S3Proxy proxy;
    private static byte[] plain;

    private final UUID request = UUID.randomUUID();
    private BrokenNetwork network;
    private S3Store store;

    @BeforeAll
    static void start() throws IOException {
        proxy = S3Proxy.start(folder);
        plain = new byte[2 * PART + 12_345];
        new Random(8).nextBytes(plain);
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    @BeforeEach
    void connect() throws IOException {
        network = BrokenNetwork.to(proxy.port());
        store = new S3Store(settings(S3Proxy.BUCKET, network.port(), S3Proxy.SECRET_KEY), PART);
    }

    @AfterEach
    void disconnect() throws IOException {
        network.find();
        network.change(piece -> piece);
        store.deleteAll(request);
        store.close();
        network.close();
    }

    private static JuniperProperties.S3 settings(String bucket, int port, @Nullable String secret) {
        return new JuniperProperties.S3(
                bucket, "http://127.0.0.1:" + port, "us-east-1", "/juniper/", S3Proxy.ACCESS_KEY, secret, true);
    }

    private static StreamingAead cipher() {
        try {
            return new AesGcmHkdfStreaming(new byte[32], "HmacSha256", 32, 1 << 20, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put() throws IOException {
        var file = Files.write(folder.resolve(NAME), plain);
        EncryptedFile.encrypt(file, NAME, cipher());
        store.put(request, NAME, file);
    }

    private EncryptedFile file() {
        return new EncryptedFile(() -> store, request, NAME, plain.length, cipher());
    }

    /** The ranges that are asked for from now on. */
    private List<String> ranges() {
        List<String> ranges = Collections.synchronizedList(new ArrayList<>());
        network.change(piece -> {
            var text = new String(piece, StandardCharsets.ISO_8859_1);
            if (text.startsWith("GET ")) {
                ranges.add(RANGE.matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElse("everything"));
            }
            return piece;
        });
        return ranges;
    }

    @Test
    @DisplayName("Issue 8: a file of several parts comes back whole from one answer; put again, it stands there once")
    void isKept() throws IOException {
        assertThat(store.exists(request, NAME)).isFalse();
        put();
        put();

        var ranges = ranges();
        try (var content = file().getInputStream()) {
            assertThat(content.readAllBytes()).isEqualTo(plain);
        }

        assertThat(ranges).containsExactly("bytes=0-");
        assertThat(store.exists(request, NAME)).isTrue();
        assertThat(proxy.objects()).containsExactly("juniper/%s/%s".formatted(request, NAME));
        assertThat(store.names()).containsExactly(request + "/" + NAME);
    }

    @Test
    @DisplayName("Issue 8: a part in the middle is read without what comes before")
    void isReadFromTheMiddle() throws IOException {
        put();

        var ranges = ranges();
        int from = PART + 1000;
        try (var content = file().getInputStream()) {
            content.skipNBytes(from);
            assertThat(content.readNBytes(100)).isEqualTo(Arrays.copyOfRange(plain, from, from + 100));
        }

        assertThat(ranges).hasSize(2);
        assertThat(ranges.get(0)).as("the file's head").isEqualTo("bytes=0-");
        assertThat(Integer.parseInt(ranges.get(1).replaceAll("\\D", ""))).isBetween(from - (1 << 20), from);
    }

    @Test
    @DisplayName("Issue 8: a part that arrives changed is refused, and nothing of the file stays")
    void damagedPartIsRefused() {
        var damaged = new AtomicBoolean();
        network.change(piece -> {
            if (piece.length == 8192 && damaged.compareAndSet(false, true)) {
                piece[4096] ^= 1;
            }
            return piece;
        });

        assertThatThrownBy(this::put)
                .isInstanceOf(FileStoreAwayException.class)
                .rootCause()
                .asInstanceOf(InstanceOfAssertFactories.type(S3Exception.class))
                .extracting(e -> e.awsErrorDetails().errorCode())
                .isEqualTo("BadDigest");

        assertThat(damaged).isTrue();
        assertThat(proxy.objects()).isEmpty();
    }

    @Test
    @DisplayName("Issue 8: an object that was cut off, or changed in the bucket, is not read as if it were whole")
    void damagedObjectIsRefused() throws IOException {
        put();
        var object = proxy.bucket().resolve("juniper/%s/%s".formatted(request, NAME));
        byte[] whole = Files.readAllBytes(object);

        Files.write(object, Arrays.copyOf(whole, PART));
        assertThatThrownBy(this::read).isInstanceOf(IOException.class);
        whole[PART] ^= 1;
        Files.write(object, whole, StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(this::read).isInstanceOf(IOException.class);
    }

    private void read() throws IOException {
        try (var content = file().getInputStream()) {
            content.readAllBytes();
        }
    }

    @Test
    @DisplayName("Issue 8: what a killed platform left of an upload goes with the request, and after a day by itself")
    void unfinishedUploadsGo() throws IOException {
        network.change(piece -> {
            if (new String(piece, StandardCharsets.ISO_8859_1).contains("partNumber=3")) {
                try {
                    network.lose();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            return piece;
        });
        assertThatThrownBy(this::put)
                .isInstanceOf(FileStoreAwayException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(proxy.objects()).isNotEmpty();
        network.find();

        store.sweep(Instant.now());
        assertThat(proxy.objects()).as("a young upload").isNotEmpty();
        store.sweep(Instant.now().plusSeconds(100_000));
        assertThat(proxy.objects()).isEmpty();
    }

    @Test
    @DisplayName("Issue 8: a store that is away says so, and is there again when it is")
    void isAway() throws IOException {
        put();
        network.lose();

        assertThat(store.answers()).isFalse();
        assertThatThrownBy(() -> store.exists(request, NAME))
                .isInstanceOf(FileStoreAwayException.class)
                .hasMessageContaining("try again in a minute");
        assertThatThrownBy(() -> store.deleteAll(request)).isInstanceOf(FileStoreAwayException.class);
        network.find();
        assertThat(store.answers()).isTrue();

        store.deleteAll(request);
        assertThat(proxy.objects()).isEmpty();
        assertThatThrownBy(() -> store.open(request, NAME)).isInstanceOf(NoSuchFileException.class);
        assertThatNoException().isThrownBy(() -> store.delete(request, NAME));
    }

    @Test
    @DisplayName("Issue 8: settings that cannot be right are refused at the start, each by its name, with the way out")
    void wrongSettingsAreRefused() {
        assertRefused(
                settings("nowhere", proxy.port(), S3Proxy.SECRET_KEY), "s3.bucket: there is no nowhere", "Make it");
        assertRefused(settings(S3Proxy.BUCKET, proxy.port(), "wrong"), "s3.access-key", "SignatureDoesNotMatch");
        assertRefused(settings(S3Proxy.BUCKET, proxy.port(), null), "s3.secret-key: it is empty");
        assertRefused(
                new JuniperProperties.S3(S3Proxy.BUCKET, "s3.example.com", "us-east-1", null, "a", "b", true),
                "s3.endpoint: s3.example.com",
                "https://");
    }

    private static void assertRefused(JuniperProperties.S3 settings, String... words) {
        assertThatThrownBy(() -> new S3Store(settings, PART).close())
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    @DisplayName("Issue 8: a store that is away does not hinder the platform's start")
    void startsWhileItIsAway() throws IOException {
        network.lose();

        assertThatNoException()
                .isThrownBy(
                        () -> new S3Store(settings(S3Proxy.BUCKET, network.port(), S3Proxy.SECRET_KEY), PART).close());
    }
}
