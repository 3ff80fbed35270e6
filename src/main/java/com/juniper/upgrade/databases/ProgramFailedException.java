package com.juniper.upgrade.databases;

import java.util.List;

/** One of PostgreSQL's programs ended with an error. */
public class ProgramFailedException extends RuntimeException {

    private final List<String> lastLines;

    ProgramFailedException(String program, String reason, List<String> lastLines) {
        super("%s %s%s".formatted(program, reason, lastLines.isEmpty() ? "" : ": " + String.join(" ", lastLines)));
        this.lastLines = List.copyOf(lastLines);
    }

    /** {@return the last lines that the program wrote} */
    public List<String> lastLines() {
        return lastLines;
    }
}
