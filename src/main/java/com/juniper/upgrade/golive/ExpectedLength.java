package com.juniper.upgrade.golive;

import java.time.Duration;
import java.util.List;

/**
 * How long an upgrade of production will take, from what its tests took.
 *
 * @param low the least that is likely
 * @param high the most that is likely; for so long the slot is reserved
 * @param tests from how many tests it is known
 */
public record ExpectedLength(Duration low, Duration high, int tests) {

    private static final double LEAST = 0.8;

    /** What a test took without its neutralization, in milliseconds, and the size that its database had. */
    record Run(long millis, long bytes) {

        double scaled(long bytesNow) {
            return bytes <= 0 || bytesNow <= 0 ? millis : (double) millis * bytesNow / bytes;
        }
    }

    /** {@return what tests make likely for a size; the fewer there are, the wider. There is at least one} */
    static ExpectedLength of(List<Run> runs, long bytesNow) {
        var scaled = runs.stream().mapToDouble(run -> run.scaled(bytesNow)).summaryStatistics();
        return new ExpectedLength(
                Duration.ofMillis(Math.round(scaled.getMin() * LEAST)),
                Duration.ofMillis(Math.round(scaled.getMax() * (1 + 1.0 / runs.size()))),
                runs.size());
    }

    /** {@return it in words: "4 to 9 minutes, after 3 tests"} */
    public String words() {
        long least = low.toMinutes();
        long most = high.plusSeconds(59).toMinutes();
        String time;
        if (most <= 1) {
            time = "less than a minute";
        } else if (most < 120) {
            time = least < 1 ? "up to %d minutes".formatted(most) : "%d to %d minutes".formatted(least, most);
        } else {
            time = "%d h %02d min to %d h %02d min".formatted(least / 60, least % 60, most / 60, most % 60);
        }
        return "%s, after %d %s".formatted(time, tests, tests == 1 ? "test" : "tests");
    }
}
