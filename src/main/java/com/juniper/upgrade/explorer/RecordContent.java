package com.juniper.upgrade.explorer;

import java.util.List;

/** A record with all its stored fields. */
public record RecordContent(ModelInfo model, long id, String name, List<FieldValue> fields) {}
