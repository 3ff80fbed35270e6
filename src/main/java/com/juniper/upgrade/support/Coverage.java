package com.juniper.upgrade.support;

/**
 * Whether a contract covers something, and by which clause (R133-R145).
 *
 * @param requirement the number of the clause, like R138
 * @param clause the clause in a sentence
 */
public record Coverage(boolean covered, String requirement, String clause) {}
