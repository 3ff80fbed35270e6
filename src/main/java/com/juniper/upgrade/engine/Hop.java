package com.juniper.upgrade.engine;

/** One step of an upgrade's chain: from a published version to the next one. */
public record Hop(Version from, Version to) {

    @Override
    public String toString() {
        return from + "→" + to;
    }
}
