package com.juniper.upgrade.engine;

/** What a catalog holds: numbers of modules, tables, standard records and standard files. */
public record CatalogSummary(Version version, String line, int modules, int tables, long records, int files) {}
