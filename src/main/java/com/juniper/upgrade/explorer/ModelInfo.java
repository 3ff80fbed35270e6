package com.juniper.upgrade.explorer;

/**
 * A model whose records are in a table.
 *
 * @param label what people call it
 * @param rows about how many there are, as the server believes; -1 where it does not know
 */
public record ModelInfo(String model, String label, String table, long rows) {}
