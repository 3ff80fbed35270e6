package com.juniper.upgrade.support;

import java.util.Map;

/**
 * What the decision about coverage asks.
 *
 * @param enterprise whether the contract is one for the Enterprise edition
 * @param studioInstalled whether Studio is in the database
 * @param studioActive whether its subscription is active
 * @param maintenance whether the contract has the maintenance of customizations
 */
public record CoverageFacts(
        Concern concern, boolean enterprise, boolean studioInstalled, boolean studioActive, boolean maintenance) {

    /** {@return the facts under the names that the decision uses} */
    public Map<String, Object> asVariables() {
        return Map.of(
                "concern", concern.name(),
                "enterprise", enterprise,
                "studioInstalled", studioInstalled,
                "studioActive", studioActive,
                "maintenance", maintenance);
    }
}
