package com.juniper.upgrade;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The platform's settings, {@code juniper.*}.
 *
 * @param home the folder of everything it keeps: its PostgreSQL, uploads, artifacts, releases
 * @param demo whether the sample's people, releases and databases are made
 * @param adminPassword the password of {@code operator} on a platform without the sample
 * @param publicUrl the address that mails and the client use
 * @param databaseUrl a PostgreSQL server elsewhere; empty for one of the platform's own
 * @param slots how many long upgrades run at the same time
 */
@Validated
@ConfigurationProperties("juniper")
public record JuniperProperties(
        @NotNull Path home,
        boolean demo,
        @Nullable String adminPassword,
        @NotNull String publicUrl,
        @Nullable String databaseUrl,
        @NotNull String databaseUser,
        @Nullable String databasePassword,
        @Min(1) int slots,
        @NotNull Uploads uploads,
        @NotNull Retention retention,
        @NotNull Mail mail) {

    /**
     * Limits of uploads.
     *
     * @param diskFactor how many times an upload's size must be free on the disk
     */
    public record Uploads(@NotNull DataSize maxSize, @Min(1) int diskFactor) {}

    /** How long things are kept. */
    public record Retention(
            @NotNull Duration uploads, @NotNull Duration artifacts) {}

    /** How mails are sent. */
    public record Mail(@NotNull String from) {}

    /** Makes the folder absolute. */
    public JuniperProperties {
        home = home.toAbsolutePath().normalize();
    }
}
