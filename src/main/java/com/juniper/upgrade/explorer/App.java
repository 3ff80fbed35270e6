package com.juniper.upgrade.explorer;

/** An installed module. */
public record App(String name, String title, String version, boolean application) {}
