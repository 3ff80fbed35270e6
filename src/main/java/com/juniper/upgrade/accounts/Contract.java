package com.juniper.upgrade.accounts;

/**
 * What a company subscribed to.
 *
 * @param studioActive whether the subscription of Studio is active (R138)
 * @param maintenance whether its customizations are maintained (R139)
 */
public record Contract(String code, String company, Edition edition, boolean studioActive, boolean maintenance) {

    /** The editions of the ERP. */
    public enum Edition {
        ENTERPRISE,
        COMMUNITY
    }
}
