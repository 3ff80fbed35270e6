package com.juniper.upgrade.explorer;

/** A field of a record. */
public record FieldValue(String field, String label, String type, Item.Value value) {}
