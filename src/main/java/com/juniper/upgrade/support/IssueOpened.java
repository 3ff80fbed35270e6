package com.juniper.upgrade.support;

/**
 * An issue of a customer's upgrade has been opened, by somebody or by the platform; listeners act in the same transaction.
 *
 * @param number of the issue
 * @param upgrade the number of its case
 * @param title what it is about, in a sentence
 */
public record IssueOpened(String number, String upgrade, String title) {}
