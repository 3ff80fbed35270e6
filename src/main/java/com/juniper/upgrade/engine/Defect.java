package com.juniper.upgrade.engine;

/**
 * Something in a database that the ERP's server would stumble over.
 *
 * @param check the rule that is broken, such as {@code view}
 * @param thing what breaks it, such as a table, a column, an external id
 * @param reason one sentence
 */
public record Defect(String check, String thing, String reason) {}
