package com.juniper.upgrade.engine;

import java.util.List;

/**
 * What an upgrade did, hop by hop.
 *
 * @param scriptPack which scripts were used: how many, a checksum of them all, and the packs beside the built-in ones
 * @param filesWritten files put into the result's filestore
 */
public record UpgradeResult(Version from, Version to, List<HopResult> hops, String scriptPack, int filesWritten) {}
