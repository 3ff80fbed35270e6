package com.juniper.upgrade;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The machine's own browser; nothing is downloaded. */
public final class TestBrowser {

    private static final List<Path> KNOWN = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));

    private TestBrowser() {}

    /** {@return the program; a test without one fails with the command that installs it} */
    public static Path program() {
        return KNOWN.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(
                                "No browser here for the tests of the pages. Debian: apt-get install chromium. Ubuntu, whose chromium is a snap: install Google Chrome's package from https://www.google.com/chrome/"));
    }
}
