package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.StartRefusedException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What {@code juniper.artifacts.s3.*} says, and at the start what is wrong with it. */
final class S3Settings {

    private static final Logger log = LoggerFactory.getLogger(S3Settings.class);
    /** Request timeout, and too many requests. */
    private static final Set<Integer> PASSING = Set.of(408, 429);

    private static final String NAME = "juniper.artifacts.s3.";

    /** More than Tomcat's threads, each of which may send a download. */
    private static final int MOST_CONNECTIONS = 256;

    /** There are stores that say nothing while they put the parts of a file together. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    private S3Settings() {}

    static String bucket(JuniperProperties.S3 settings) {
        return Objects.requireNonNull(settings.bucket()).strip();
    }

    /** What all keys begin with: nothing, or a path with its slash. */
    static String prefix(JuniperProperties.S3 settings) {
        var prefix = Objects.requireNonNullElse(settings.prefix(), "").strip().replaceAll("^/+|/+$", "");
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    /**
     * {@return a client of the store} Its own checksums are off, as not every store knows them: see ADR 12.
     *
     * @throws StartRefusedException if a setting cannot be right
     */
    static S3Client client(JuniperProperties.S3 settings) {
        var client = S3Client.builder()
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(MOST_CONNECTIONS)
                        .socketTimeout(LONGEST_SILENCE))
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .credentialsProvider(credentials(settings))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (isGiven(settings.endpoint())) {
            client.endpointOverride(endpoint(String.valueOf(settings.endpoint()).strip()));
        }
        return client.build();
    }

    private static URI endpoint(String text) {
        if (!text.matches("https?://[\\w.-]+(:\\d+)?(/[\\w./-]*)?")) {
            throw refused(
                    "endpoint", "%s is no address of a store. Give one like https://s3.example.com".formatted(text));
        }
        return URI.create(text);
    }

    private static AwsCredentialsProvider credentials(JuniperProperties.S3 settings) {
        if (isGiven(settings.accessKey()) != isGiven(settings.secretKey())) {
            throw refused(
                    isGiven(settings.accessKey()) ? "secret-key" : "access-key",
                    "it is empty, and the other one is not. Give both, or none for what the AWS SDK finds by itself");
        }
        if (isGiven(settings.accessKey())) {
            return StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
        }
        var found = DefaultCredentialsProvider.builder().build();
        try {
            found.resolveCredentials();
            return found;
        } catch (SdkClientException e) {
            throw refused(
                    "access-key",
                    "it is empty, and the AWS SDK finds no credentials by itself either. Give access-key and secret-key");
        }
    }

    /**
     * Uses the bucket as the platform will. One that is only away is told of, and waited for.
     *
     * @throws StartRefusedException if it cannot be used with these settings
     */
    static void tryOut(JuniperProperties.S3 settings, Runnable use) {
        try {
            use.run();
        } catch (S3Exception e) {
            if (!PASSING.contains(e.statusCode()) && e.statusCode() < 500) {
                throw refused(settings, e);
            }
            away(settings, e);
        } catch (SdkException e) {
            away(settings, e);
        }
    }

    private static void away(JuniperProperties.S3 settings, SdkException e) {
        log.error(
                "The bucket {} of {} does not answer; results wait in the home folder, and those in it are not read, until it does: {}",
                bucket(settings),
                store(settings),
                e.getMessage());
    }

    private static StartRefusedException refused(JuniperProperties.S3 settings, S3Exception e) {
        var details = e.awsErrorDetails();
        var code = details == null ? "" : String.valueOf(details.errorCode());
        var said = "%s says %s".formatted(store(settings), details == null ? e.getMessage() : code);
        if (code.equals("NoSuchBucket")) {
            return refused(
                    "bucket", "there is no %s (%s). Make it, or name another one".formatted(bucket(settings), said));
        }
        if (e.statusCode() == 403) {
            return refused(
                    "access-key",
                    "it may not list, read, write and delete in the bucket %s (%s). Give the keys of one who may"
                            .formatted(bucket(settings), said));
        }
        return refused(
                "bucket",
                "%s cannot be used (%s). Are endpoint, region (%s) and path-style (%s) right?"
                        .formatted(bucket(settings), said, settings.region(), settings.pathStyle()));
    }

    private static String store(JuniperProperties.S3 settings) {
        return isGiven(settings.endpoint()) ? String.valueOf(settings.endpoint()) : "Amazon S3";
    }

    private static StartRefusedException refused(String setting, String why) {
        return new StartRefusedException(NAME + setting + ": " + why + ".");
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
