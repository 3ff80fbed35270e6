package com.juniper.upgrade.releases;

import com.juniper.upgrade.engine.CatalogSummary;
import java.time.Instant;

/** A published version of the ERP; published again, it gets a new revision, which new requests use. */
public record Release(int revision, Instant published, String publishedBy, CatalogSummary summary) {}
