package com.juniper.upgrade.cli;

import com.juniper.upgrade.engine.UpgradeListener;
import java.io.PrintStream;
import java.time.Duration;

/** Prints an upgrade's steps, a line each. */
final class ConsoleListener implements UpgradeListener {

    private final PrintStream output;

    ConsoleListener(PrintStream output) {
        this.output = output;
    }

    @Override
    public void stepEnded(String hop, String step, long rows, Duration time) {
        output.printf("%s  %-45s %,10d rows  %,7d ms%n", hop, step, rows, time.toMillis());
    }

    @Override
    public void log(String line) {
        output.println(line);
    }
}
