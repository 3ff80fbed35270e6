package com.juniper.upgrade.engine;

import java.util.List;

/**
 * What an upgrade did, hop by hop.
 *
 * @param scriptPack the built-in scripts' version, and the directories that were used beside them
 * @param filesWritten files put into the result's filestore
 */
public record UpgradeResult(Version from, Version to, List<HopResult> hops, String scriptPack, int filesWritten) {}
