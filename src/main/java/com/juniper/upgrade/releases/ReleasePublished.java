package com.juniper.upgrade.releases;

import com.juniper.upgrade.engine.Version;

/** A version, or a new revision of it, was published by somebody (R11). */
public record ReleasePublished(String line, Version version, String by) {}
