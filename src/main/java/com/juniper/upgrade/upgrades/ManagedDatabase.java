package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.engine.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the database manager.
 *
 * @param newer the published versions that it can be upgraded to, latest first; none where it is on the latest (R34)
 * @param request the one that is under way, else the newest
 * @param tests its test databases, newest first (R41)
 * @param former the databases as they were before production upgrades, for staff only
 */
public record ManagedDatabase(
        HostedDatabase database,
        List<Version> newer,
        @Nullable UpgradeRequest request,
        List<HostedDatabase> tests,
        List<HostedDatabase> former) {

    /** {@return whether an upgrade is under way: from the request to its end (R39)} */
    public boolean isInProgress() {
        return request != null && !request.state().isEnd();
    }
}
