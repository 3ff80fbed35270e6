package com.juniper.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A platform whose results are in a bucket, from an upgrade to the erasure of its customer. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BucketIT {

    private static final Version FROM = Version.parse("15.0");
    private static final Version TO = Version.parse("16.0");

    @TempDir
    private static Path folder;

    @Test
    @DisplayName("Issue 8, R31: results are in the bucket alone, once, though the store is away and the platform dies;"
            + " they are downloaded whole and in part, and go with their customer")
    void deliversThroughTheBucket() throws Exception {
        var home = Path.of("target", "test-bucket-" + ProcessHandle.current().pid());
        try (var store = S3Proxy.start(Files.createDirectory(folder.resolve("s3")))) {
            var platform = new ChildPlatform(
                    home,
                    Map.of(
                            "JUNIPER_ARTIFACTS_S3_BUCKET", S3Proxy.BUCKET,
                            "JUNIPER_ARTIFACTS_S3_ENDPOINT", store.endpoint(),
                            "JUNIPER_ARTIFACTS_S3_PREFIX", "juniper",
                            "JUNIPER_ARTIFACTS_S3_ACCESS_KEY", S3Proxy.ACCESS_KEY,
                            "JUNIPER_ARTIFACTS_S3_SECRET_KEY", S3Proxy.SECRET_KEY));
            try {
                platform.start();
                platform.furnish(folder, FROM, TO);
                var ada = TestClient.as("ada", platform.port());

                var request = upgraded(ada, platform, store);

                assertThat(store.objects())
                        .containsExactlyElementsOf(Stream.of(
                                        "findings.csv",
                                        "report.html",
                                        "report.json",
                                        "upgraded.dump.tar",
                                        "upgraded.zip")
                                .map(name -> "juniper/%s/%s".formatted(request, name))
                                .toList());
                try (Stream<Path> left = Files.walk(platform.home().resolve("artifacts"))) {
                    assertThat(left.filter(Files::isRegularFile)).isEmpty();
                }
                assertDownloads(ada, request);
                assertReadsWhatWasKeptBefore(ada, platform, request);
                store.stop();
                assertSaysThatTheStoreIsAway(ada, platform, request);
                store.start();
                assertFindsWhatIsLost(platform, store, request);
                assertErases(platform, store);
                assertRefusesToStartWithoutTheBucket(platform, request);
            } finally {
                platform.stop();
            }
        }
    }

    /** The store is away, and the platform dies while it packs the result: it is delivered, and brought to the bucket later. */
    private static String upgraded(TestClient ada, ChildPlatform platform, S3Proxy store) throws Exception {
        var database = TestPostgres.createDatabase("bucket");
        ErpBuilder.build(database, FROM, Set.of("contacts"));
        var upload = ada.upload(TestPostgres.dump(database, folder.resolve("bucket.dump")));
        store.stop();
        var answer = ada.submit(upload, TO.toString(), "JUN-ENT-0001", Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        var request = answer.json().path("requestId").asText();
        platform.killAt(request, "pack");
        var end = ada.awaitState(request, "DELIVERED", "FAILED", "REFUSED");
        assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("DELIVERED");
        assertDownloads(ada, request);
        store.start();
        Awaitility.await("that all is in the bucket")
                .atMost(Duration.ofMinutes(2))
                .until(() -> platform.strings("select name from upgrade.artifact where not in_bucket")
                        .isEmpty());
        return request;
    }

    private static void assertDownloads(TestClient ada, String request) throws Exception {
        for (JsonNode file : ada.get("/api/requests/" + request).json().path("artifacts")) {
            var path = path(request, file.path("name").asText());
            byte[] content = ada.download(path);
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                    .as(path)
                    .isEqualTo(file.path("sha256").asText());
            assertThat(ada.download(path, "Range", "bytes=%d-".formatted(content.length / 2)))
                    .isEqualTo(Arrays.copyOfRange(content, content.length / 2, content.length));
        }
    }

    private static String path(String request, String name) {
        return "/api/requests/%s/artifacts/%s".formatted(request, name);
    }

    private static void assertReadsWhatWasKeptBefore(TestClient ada, ChildPlatform platform, String request)
            throws Exception {
        Files.writeString(platform.home().resolve("artifacts").resolve(request).resolve("old.log"), "as before");
        platform.execute(
                "insert into upgrade.artifact (request_id, name, kind, bytes, sha256, expires) values ('%s', 'old.log', 'LOG', 9, '', now() + interval '1 day')"
                        .formatted(request));

        assertThat(ada.get(path(request, "old.log")).body()).isEqualTo("as before");
    }

    private static void assertSaysThatTheStoreIsAway(TestClient ada, ChildPlatform platform, String request) {
        var answer = ada.get(path(request, "upgraded.zip"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(answer.json().path("detail").asText()).contains("Nothing is lost", "try again in a minute");
        assertThat(ada.get("/api/requests/" + request).status()).isEqualTo(200);
        assertThat(ada.get(path(request, "old.log")).status()).isEqualTo(200);
        Awaitility.await("the status page").atMost(Duration.ofMinutes(2)).until(() -> TestClient.nobody(platform.port())
                .get("/status")
                .body()
                .contains("Some results and reports cannot be downloaded"));
    }

    /** As after a restore: an object that nothing knows of, and one that is gone. */
    private static void assertFindsWhatIsLost(ChildPlatform platform, S3Proxy store, String request) throws Exception {
        var unknown = UUID.randomUUID().toString();
        var object = Files.createDirectories(store.bucket().resolve("juniper").resolve(unknown))
                .resolve("report.html");
        var known = store.bucket().resolve("juniper").resolve(request).resolve("findings.csv");
        Files.copy(known, object, StandardCopyOption.COPY_ATTRIBUTES); // where S3Proxy has its checksum
        Files.delete(known);
        platform.execute("update upgrade.platform set held = now(), backup_of = now(), reconciled = null");
        var operator = TestClient.as("operator", platform.port());

        var look = operator.post("/api/recovery/look", Map.of());

        assertThat(look.json().path("findings")).as(look.body()).hasSize(2);
        for (JsonNode finding : look.json().path("findings")) {
            boolean dropped = finding.path("place").asText().equals("bucket");
            assertThat(finding.path("subject").asText()).isEqualTo(dropped ? unknown : "UPG-00001");
            operator.post("/api/recovery/findings/%s?drop=true".formatted(finding.path("id")), Map.of());
        }
        assertThat(object).doesNotExist();
        assertThat(operator.post("/api/recovery/go-on", Map.of()).status()).isEqualTo(204);
    }

    private static void assertErases(ChildPlatform platform, S3Proxy store) {
        var proof = TestClient.as("operator", platform.port())
                .post("/api/privacy/erasures", Map.of("person", "ada", "reason", "ASKED", "confirmation", "ada"));

        assertThat(proof.status()).as(proof.body()).isLessThan(300);
        assertThat(proof.json().path("ended").isNull()).as(proof.body()).isFalse();
        assertThat(store.objects()).isEmpty();
        assertThat(platform.home().resolve("artifacts")).isEmptyDirectory();
    }

    private static void assertRefusesToStartWithoutTheBucket(ChildPlatform platform, String request) throws Exception {
        platform.execute(
                "insert into upgrade.artifact (request_id, name, kind, bytes, sha256, expires, in_bucket) values ('%s', 'report.json', 'REPORT', 9, '', now() + interval '1 day', true)"
                        .formatted(request));
        platform.stop();
        var without = new ChildPlatform(platform.home());
        without.begin();
        without.awaitEnd();

        assertThat(Files.readString(without.log()))
                .contains(
                        "does not start: juniper.artifacts.s3.bucket is empty, and 1 results and reports are in a bucket.");
    }
}
