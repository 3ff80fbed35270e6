package com.juniper.upgrade.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an upgrade did, hop by hop.
 *
 * @param scriptPack which scripts were used: how many, a checksum of them all, and the packs beside the built-in ones
 * @param filesWritten files put into the result's filestore
 * @param appTitles what the modules that findings name are called, by their technical names
 */
public record UpgradeResult(
        Version from,
        Version to,
        List<HopResult> hops,
        String scriptPack,
        int filesWritten,
        Map<String, String> appTitles) {

    /** Takes results that were written down without titles. */
    public UpgradeResult {
        appTitles = Objects.requireNonNullElse(appTitles, Map.of());
    }
}
