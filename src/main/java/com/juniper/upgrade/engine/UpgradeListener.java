package com.juniper.upgrade.engine;

import java.time.Duration;

/** Hears of an upgrade's progress, in the upgrade's own threads; must be quick. */
public interface UpgradeListener {

    /** A step begins; {@code hop} is like {@code 16.0→17.0}, {@code title} is for people. */
    default void stepStarted(String hop, String step, String title) {}

    /** So many rows (or other units) of {@code total} are done. */
    default void stepProgressed(String hop, String step, long rows, long total) {}

    /** A step is complete and recorded; it will not run again. A run that goes on after another one tells it once more. */
    default void stepEnded(String hop, String step, long rows, Duration time) {}

    /** One line for the log; never holds data of the database's rows. */
    default void log(String line) {}

    /** {@return a listener that does nothing} */
    static UpgradeListener none() {
        return new UpgradeListener() {};
    }
}
