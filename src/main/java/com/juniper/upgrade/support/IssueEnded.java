package com.juniper.upgrade.support;

/**
 * An issue has come to its end; listeners act in the transaction of the end.
 *
 * @param number of the issue
 * @param upgrade the number of its case
 */
public record IssueEnded(String number, String upgrade) {}
