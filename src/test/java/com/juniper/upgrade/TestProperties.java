package com.juniper.upgrade;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Settings for tests without Spring: those that a test does not name are like the defaults. */
public final class TestProperties {

    private TestProperties() {}

    public static JuniperProperties of(Path home, String publicUrl) {
        return of(home, true, null, publicUrl);
    }

    public static JuniperProperties of(Path home, boolean demo, @Nullable String adminPassword, String publicUrl) {
        return of(home, demo, adminPassword, publicUrl, new JuniperProperties.Encryption(null, List.of()));
    }

    public static JuniperProperties encrypted(Path home, String key, List<String> formerKeys) {
        return of(home, true, null, "http://platform.test", new JuniperProperties.Encryption(key, formerKeys));
    }

    private static JuniperProperties of(
            Path home,
            boolean demo,
            @Nullable String adminPassword,
            String publicUrl,
            JuniperProperties.Encryption encryption) {
        return new JuniperProperties(
                home,
                "main",
                demo,
                adminPassword,
                publicUrl,
                null,
                "juniper",
                null,
                2,
                new JuniperProperties.Uploads(DataSize.ofGigabytes(1), 4, 20, 3),
                new JuniperProperties.Retention(
                        Duration.ofDays(90),
                        Duration.ofDays(90),
                        Duration.ofDays(30),
                        Duration.ofDays(30),
                        Duration.ofDays(180),
                        Duration.ofDays(365),
                        Duration.ofDays(1095)),
                encryption,
                new JuniperProperties.Artifacts(
                        new JuniperProperties.S3(null, null, "us-east-1", null, null, null, true)),
                new JuniperProperties.Oidc(null, null, null, "preferred_username", "your company"),
                new JuniperProperties.Backups(Duration.ZERO, Duration.ofDays(7)),
                new JuniperProperties.Mail("upgrade@juniper.example"),
                new JuniperProperties.GoLive(
                        "MON-SAT 06:00-22:00 Europe/Brussels", Duration.ofHours(36), Duration.ofHours(48)),
                new JuniperProperties.Rolling(
                        true,
                        false,
                        List.of("5", "10%", "100%"),
                        80,
                        "20%",
                        1,
                        null,
                        Duration.ofMinutes(20),
                        "01:00-05:00 UTC"),
                new JuniperProperties.Projects(
                        DataSize.ofMegabytes(200),
                        DataSize.ofMegabytes(50),
                        DataSize.ofGigabytes(2),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        Duration.ofDays(30),
                        false,
                        List.of()),
                null,
                Map.of(),
                null);
    }
}
