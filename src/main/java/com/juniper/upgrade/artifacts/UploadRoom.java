package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.JuniperProperties;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Keeps uploads from filling the disk. What an upload still is to bring is set aside for it, as long as something of it
 * arrives; what holders of requests' tokens hand in, which is anybody, gets half of the room at most.
 */
@Component
class UploadRoom {

    private static final Duration AWAKE = Duration.ofHours(1);
    private static final int MOST_OF_TOKENS = 200;
    private static final String TOKEN = "token:";

    private final JdbcClient jdbc;
    private final JuniperProperties.Uploads limits;
    private final Path storage;
    private final long least;

    UploadRoom(JdbcClient jdbc, JuniperProperties properties, @Value("${juniper.status.least-disk}") DataSize least) {
        this.jdbc = jdbc;
        this.limits = properties.uploads();
        this.storage = Uploads.storage(properties.home());
        this.least = least.toBytes();
    }

    /** {@return whether an owner holds nothing but a request's token} */
    static boolean isToken(String owner) {
        return owner.startsWith(TOKEN);
    }

    /** An upload that is not over, or that no request uses yet. */
    private record Held(String id, String owner, long bytes, long arrived, boolean awake) {

        boolean isUnderWay() {
            return awake && arrived < bytes;
        }

        boolean isOfToken() {
            return isToken(owner);
        }

        long setAside() {
            return isUnderWay() ? bytes - arrived : 0;
        }
    }

    /** {@return the bytes that are free on the uploads' disk} */
    long freeBytes() {
        return storage.toFile().getUsableSpace(); // Files.getFileStore knows no disk in a chroot
    }

    /**
     * Lets an upload be announced.
     *
     * @throws TooManyUploadsException if its owner has too many under way
     * @throws UploadRefusedException if there is no room for it
     */
    synchronized void requireFor(String owner, long bytes) {
        var held = held();
        requireFewer(
                held, upload -> upload.owner().equals(owner), isToken(owner) ? limits.openByToken() : limits.open());
        if (isToken(owner)) {
            requireFewer(held, Held::isOfToken, MOST_OF_TOKENS);
        }
        requireRoom(held, owner, bytes);
    }

    /**
     * Lets an upload go on; one of which nothing arrived for a while asks for its room again.
     *
     * @throws UploadPausedException if there is no room for the rest
     */
    void requireForRest(String id, String owner, long bytes) {
        var data = data(id);
        if (bytes == 0 || isAwake(data)) {
            return;
        }
        synchronized (this) {
            try {
                requireRoom(held(), owner, bytes);
            } catch (UploadRefusedException e) {
                throw new UploadPausedException("%s. What has arrived is kept".formatted(e.getMessage()));
            }
            if (!data.setLastModified(System.currentTimeMillis())) {
                throw new UploadRefusedException("The upload is over. Please upload the file again");
            }
        }
    }

    /**
     * Looks at the disk while bytes arrive.
     *
     * @throws UploadPausedException if it has no more room than the platform needs
     */
    void requireReserve() {
        long free = freeBytes();
        if (free < least) {
            throw new UploadPausedException(
                    "The platform's disk is full: %,d bytes are free. What has arrived is kept: please send the rest later, or tell its operator"
                            .formatted(free));
        }
    }

    private static void requireFewer(List<Held> held, Predicate<Held> whose, int most) {
        if (held.stream().filter(Held::isUnderWay).filter(whose).count() >= most) {
            throw new TooManyUploadsException(
                    "%d uploads are under way, which is as many as may be. Please finish one, or delete it; one of which nothing arrives for %d minutes does not count"
                            .formatted(most, AWAKE.toMinutes()));
        }
    }

    private void requireRoom(List<Held> held, String owner, long bytes) {
        long room =
                freeBytes() - least - held.stream().mapToLong(Held::setAside).sum();
        if (bytes > room / limits.diskFactor()) {
            throw new UploadRefusedException(
                    "There is not enough room on the platform's disk: %,d bytes are free beside what other uploads bring, and an upload of %,d needs %d times as much. Please try it later, or tell its operator"
                            .formatted(Math.max(room, 0), bytes, limits.diskFactor()));
        }
        long tokens = held.stream()
                .filter(Held::isOfToken)
                .mapToLong(upload -> upload.arrived() + upload.setAside())
                .sum();
        if (isToken(owner) && bytes > (room - tokens) / 2) {
            throw new UploadRefusedException(
                    "There is not enough room for another upload without a login, of which there are %,d bytes. Please log in, use an API token, or try it later"
                            .formatted(tokens));
        }
    }

    private List<Held> held() {
        return jdbc.sql("""
                        select id, owner, bytes, complete from upgrade.upload u
                        where error is null and (not complete or starts_with(owner, ?)
                          and not exists (select from upgrade.request r where r.upload_id = u.id))""")
                .param(TOKEN)
                .query((row, number) -> {
                    var data = data(row.getString("id"));
                    long bytes = row.getLong("bytes");
                    return new Held(
                            row.getString("id"),
                            row.getString("owner"),
                            bytes,
                            row.getBoolean("complete") ? bytes : data.length(),
                            isAwake(data));
                })
                .list();
    }

    private File data(String id) {
        return UploadStorage.data(storage, id).toFile();
    }

    /** One that is deleted is not. */
    private static boolean isAwake(File data) {
        return data.lastModified() > System.currentTimeMillis() - AWAKE.toMillis();
    }
}
