package com.juniper.upgrade.engine;

/** A step that is done: its name, what it is for people, how many rows it changed, how many milliseconds it took. */
public record StepResult(String name, String title, long rows, long millis) {}
