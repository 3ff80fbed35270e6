package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.artifacts.Upload;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.HostedDatabase;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about: an upload, or a database that the platform hosts.
 *
 * @param name how the customer calls it
 */
record Subject(@Nullable Upload upload, @Nullable HostedDatabase hosted, String name) {

    static Subject of(Upload upload, @Nullable String chosenName) {
        return new Subject(upload, null, Objects.requireNonNullElseGet(chosenName, () -> name(upload.fileName())));
    }

    static Subject of(HostedDatabase database) {
        return new Subject(null, database, database.name());
    }

    /** What an uploaded file is called, in the letters of a name. */
    private static String name(String file) {
        var name = file.toLowerCase(Locale.ROOT)
                .replaceFirst("(\\.(dump|sql|gz|zip|tar|tgz|backup))+$", "")
                .replaceAll("[^a-z0-9_-]+", "-")
                .replaceFirst("^[^a-z]+", "");
        return name.isEmpty() ? "database" : name.substring(0, Math.min(name.length(), 63));
    }

    /** {@return by what the database is recognised again, among a company's} */
    String key(String company) {
        return hosted == null ? company + "/" + name : key(hosted);
    }

    /** {@return by what a hosted database is recognised again} */
    static String key(HostedDatabase database) {
        return "hosted/" + database.id();
    }

    String hosting() {
        return hosted == null ? "ONPREM" : hosted.hosting();
    }

    String fileName() {
        return hosted == null ? Objects.requireNonNull(upload).fileName() : hosted.name();
    }

    long bytes() {
        return hosted == null ? Objects.requireNonNull(upload).bytes() : hosted.bytes();
    }

    /** {@return the cluster on which it is upgraded} */
    String cluster() {
        return hosted == null ? Clusters.LOCAL : hosted.cluster();
    }
}
