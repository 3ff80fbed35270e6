package com.juniper.upgrade.engine;

/** One step of an upgrade's chain: from a published version to the next one. */
public record Hop(Version from, Version to) {

    /** {@return whether what is new in a version comes with this hop} */
    boolean leadsTo(Version version) {
        return from.compareTo(version) < 0 && to.compareTo(version) >= 0;
    }

    @Override
    public String toString() {
        return from + "→" + to;
    }
}
