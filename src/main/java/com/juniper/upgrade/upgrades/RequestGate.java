package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.databases.HostedDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that keeps requests from being accepted; every bean of this type is asked. */
public interface RequestGate {

    /**
     * What somebody asks for.
     *
     * @param number the case that the request would join; null where it would open one
     * @param hosted the database; null for an upload
     * @param branch the project's branch from which it is asked for, {@code project/branch}; null elsewhere
     */
    record Asked(
            Purpose purpose,
            String databaseName,
            @Nullable String number,
            @Nullable HostedDatabase hosted,
            String targetVersion,
            @Nullable String branch) {}

    /** {@return why the request is refused; none where it may pass} */
    List<Reason> obstacles(Asked asked);
}
