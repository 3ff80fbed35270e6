package com.juniper.upgrade.databases;

import java.util.List;

/** A program, such as one of PostgreSQL's, ended with an error. */
public class ProgramFailedException extends RuntimeException {

    private final String reason;
    private final List<String> lastLines;
    private final boolean interrupted;

    ProgramFailedException(String program, String reason, List<String> lastLines, boolean interrupted) {
        super("%s %s%s".formatted(program, reason, lastLines.isEmpty() ? "" : ": " + String.join(" ", lastLines)));
        this.reason = reason;
        this.lastLines = List.copyOf(lastLines);
        this.interrupted = interrupted;
    }

    /** {@return whether somebody ended it, so that it says nothing about what it worked on} */
    public boolean interrupted() {
        return interrupted;
    }

    /** {@return how it ended, without its name} */
    public String reason() {
        return reason;
    }

    /** {@return the last lines that the program wrote} */
    public List<String> lastLines() {
        return lastLines;
    }
}
