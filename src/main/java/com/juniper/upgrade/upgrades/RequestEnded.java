package com.juniper.upgrade.upgrades;

/**
 * A request of a customer has come to its end; listeners act in the transaction of the end.
 *
 * @param request as it was before
 * @param state how it ended
 */
public record RequestEnded(UpgradeRequest request, RequestState state) {}
