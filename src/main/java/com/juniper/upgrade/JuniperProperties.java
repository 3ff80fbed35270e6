package com.juniper.upgrade;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The platform's settings, {@code juniper.*}.
 *
 * @param home the folder of everything it keeps: its PostgreSQL, uploads, artifacts, releases
 * @param node this platform's name among several that work on one database
 * @param demo whether the sample's people, releases and databases are made
 * @param adminPassword the password of {@code operator} on a platform without the sample
 * @param publicUrl the address that mails and the client use
 * @param databaseUrl a PostgreSQL server elsewhere; empty for one of the platform's own
 * @param databaseUser the platform's role on a server elsewhere
 * @param databasePassword the password of that role
 * @param slots how many long upgrades run at the same time on the platform's own cluster
 * @param clusters further PostgreSQL servers with hosted databases, by name
 * @param instanceUrl where the ERP of a hosted database runs, with {@code {database}} for its name; empty where none does
 * @param filestore the hosted databases' files on the platform's own cluster; empty for {@code home/filestore}
 */
@Validated
@ConfigurationProperties("juniper")
public record JuniperProperties(
        @NotNull Path home,
        @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{1,40}") String node,
        boolean demo,
        @Nullable String adminPassword,
        @NotNull String publicUrl,
        @Nullable String databaseUrl,
        @NotNull String databaseUser,
        @Nullable String databasePassword,
        @Min(1) int slots,
        @NotNull Uploads uploads,
        @NotNull Retention retention,
        @NotNull Encryption encryption,
        @Valid @NotNull Artifacts artifacts,
        @Valid @NotNull Oidc oidc,
        @NotNull Backups backups,
        @NotNull Mail mail,
        @Valid @NotNull GoLive golive,
        @Valid @NotNull Rolling rolling,
        @NotNull Projects projects,
        @Nullable Path filestore,
        @DefaultValue Map<String, @Valid Cluster> clusters,
        @Nullable String instanceUrl) {

    /** {@return the folder for what this node needs for a while; it is emptied when the node starts} */
    public Path temporary() {
        return temporary(node);
    }

    /** {@return the same folder of another node} */
    public Path temporary(String node) {
        return home.resolve("tmp").resolve(node);
    }

    /**
     * Limits of uploads.
     *
     * @param maxSize of one upload
     * @param diskFactor how many times an upload's size must be free on the disk
     * @param open how many uploads a person may have under way at the same time
     * @param openByToken how many the holder of a request's token may, who is not logged in
     */
    public record Uploads(
            @NotNull DataSize maxSize,
            @Min(1) int diskFactor,
            @Min(1) int open,
            @Min(1) int openByToken) {}

    /**
     * How long things are kept (decision 7).
     *
     * @param uploads what customers handed in
     * @param artifacts results and reports
     * @param testDatabases hosted test copies
     * @param formerDatabases the databases as they were before a production upgrade
     * @param mails what was sent, as the outbox shows it
     * @param logs the lines of requests' logs, from their ends
     * @param audit the audit log
     */
    public record Retention(
            @NotNull Duration uploads,
            @NotNull Duration artifacts,
            @NotNull Duration testDatabases,
            @NotNull Duration formerDatabases,
            @NotNull Duration mails,
            @NotNull Duration logs,
            @NotNull Duration audit) {}

    /**
     * How results and reports are encrypted on the disk (R31).
     *
     * @param key the master key, 32 random bytes in Base64; empty for one that is made in {@code home/keys}
     * @param formerKeys master keys of before, whose files are wrapped anew at the start
     */
    public record Encryption(
            @Nullable String key, @DefaultValue List<String> formerKeys) {

        /** Says nothing of the keys. */
        @Override
        public String toString() {
            return "Encryption";
        }
    }

    /**
     * Where results and reports are kept.
     *
     * @param s3 the bucket for them
     */
    public record Artifacts(@Valid @NotNull S3 s3) {}

    /**
     * A bucket of an S3-compatible store.
     *
     * @param bucket its name; empty to keep results and reports in the home folder
     * @param endpoint the store's address, like {@code https://s3.example.com}; empty for Amazon's of the region
     * @param region the store's region
     * @param prefix what the files' keys begin with, where others use the bucket, too
     * @param accessKey as whom the store knows the platform; empty for what the AWS SDK finds by itself: in the environment, in
     *     {@code ~/.aws}, as the machine's role
     * @param secretKey the platform's secret there
     * @param pathStyle whether the bucket stands in the path of addresses, not in the name of the host
     */
    public record S3(
            @Nullable String bucket,
            @Nullable String endpoint,
            @NotBlank String region,
            @Nullable String prefix,
            @Nullable String accessKey,
            @Nullable String secretKey,
            boolean pathStyle) {

        /** Says nothing of the keys. */
        @Override
        public String toString() {
            return "S3 " + bucket;
        }
    }

    /**
     * Login at an OpenID provider, beside the passwords.
     *
     * @param issuer its address, as it says itself in {@code /.well-known/openid-configuration}; empty for none
     * @param clientId as which it knows the platform
     * @param clientSecret the platform's secret there
     * @param claim which claim is the login of a person here; {@code email} for the verified address
     * @param name how the login page calls it
     */
    public record Oidc(
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @NotBlank String claim,
            @NotBlank String name) {

        /** Says nothing of the secret. */
        @Override
        public String toString() {
            return "Oidc " + issuer;
        }
    }

    /**
     * The daily backups of hosted production databases.
     *
     * @param every how old the newest may become; zero for none at all
     * @param keep how long each is kept
     */
    public record Backups(@NotNull Duration every, @NotNull Duration keep) {}

    /**
     * A PostgreSQL server with hosted databases.
     *
     * @param url {@code jdbc:postgresql://host:port/postgres}
     * @param user a role with CREATEDB and CREATEROLE that may act as the databases' owners and signal their sessions
     * @param password of that role
     * @param filestore its databases' files, a folder for each, as this node sees them
     * @param slots how many long upgrades run on it at the same time
     * @param disk a folder on the disk of its databases, as this node sees it: an upgrade waits until it has room; empty
     *     where no node sees it
     */
    public record Cluster(
            @NotNull String url,
            @NotNull String user,
            @NotNull String password,
            @NotNull Path filestore,
            @Min(1) @DefaultValue("2") int slots,
            @Nullable Path disk) {}

    /**
     * How mails are sent.
     *
     * @param from the address from which they come
     */
    public record Mail(@NotNull String from) {}

    /**
     * How go-lives are planned.
     *
     * @param analystHours when analysts are there to help, like {@code MON-SAT 06:00-22:00 Europe/Brussels}
     * @param notice how far ahead a start must be to be suggested: enough for a rehearsal on the day before
     * @param fresh how old the last test may be at the start (R114)
     */
    public record GoLive(
            @NotBlank String analystHours,
            @NotNull Duration notice,
            @NotNull Duration fresh) {}

    /**
     * How campaigns of rolling releases proceed for which nobody chose otherwise; what the parts mean says
     * {@code rolling.CampaignSettings}.
     *
     * @param start whether a published version starts its campaign by itself
     * @param approval whether a person approves a campaign first
     * @param waves how many databases each wave tries, in numbers or in percent of all
     * @param successThreshold percent of a wave's trials that must be clean for the next one to open
     * @param errorThreshold how many databases of a wave may meet an issue, in numbers or in percent, before the campaign pauses
     * @param trialsPerCluster how many trials run on a cluster at the same time
     * @param hours when trials run, like {@code 22:00-06:00 Europe/Brussels}; empty for always
     * @param longestTrial how long a trial may take for its database's administrators to be invited
     * @param dueHours when upgrades that are due begin, in campaigns without hours of their own
     */
    public record Rolling(
            boolean start,
            boolean approval,
            @NotNull List<String> waves,
            int successThreshold,
            @NotBlank String errorThreshold,
            @Min(1) int trialsPerCluster,
            @Nullable String hours,
            @NotNull Duration longestTrial,
            @NotBlank String dueHours) {}

    /**
     * Limits of the projects' git repositories; a fetch from an outside host has those of a push.
     *
     * @param largestPush of what a push sends, packed
     * @param largestFile of each file in it
     * @param largestRepository of a project on the disk; beyond, nothing is pushed
     * @param fetchTimeout how long an outside host may take to send a branch
     * @param longestUpdate how long the update of the custom modules may take
     * @param upgradeMode how long a branch stays in upgrade mode, or production armed
     * @param webhooksInside whether webhooks may go to private addresses and to this machine
     * @param updateCommand what updates the custom modules in place of the platform: a program and its arguments; empty for
     *     the platform itself
     */
    public record Projects(
            @NotNull DataSize largestPush,
            @NotNull DataSize largestFile,
            @NotNull DataSize largestRepository,
            @NotNull Duration fetchTimeout,
            @NotNull Duration longestUpdate,
            @NotNull Duration upgradeMode,
            boolean webhooksInside,
            @DefaultValue List<String> updateCommand) {}

    /** Makes the folder absolute. */
    public JuniperProperties {
        home = home.toAbsolutePath().normalize();
    }
}
