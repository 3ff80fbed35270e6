package com.juniper.upgrade.tasks;

/** Somebody who works on tasks, with the name that people read. */
public record Worker(String login, String name) {}
