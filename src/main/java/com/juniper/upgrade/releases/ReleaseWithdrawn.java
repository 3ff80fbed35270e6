package com.juniper.upgrade.releases;

import com.juniper.upgrade.engine.Version;

/** A published version was taken back; listeners act in the transaction of it. */
public record ReleaseWithdrawn(String line, Version version, String by) {}
