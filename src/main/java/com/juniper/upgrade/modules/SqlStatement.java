package com.juniper.upgrade.modules;

/**
 * One statement of a script.
 *
 * @param sql without the semicolon
 * @param line of the script on which it begins
 */
public record SqlStatement(String sql, int line) {}
