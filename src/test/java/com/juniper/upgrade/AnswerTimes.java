package com.juniper.upgrade;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/** How long a platform takes for its answers, as benchmarks ask for them. */
final class AnswerTimes {

    private static final int ASKED = 110;

    /** The first ones are compiled. */
    private static final int FIRST = 10;

    private final long[] millis;

    private AnswerTimes(long[] millis) {
        this.millis = millis;
    }

    /** Asks again and again; each answer must have status 200. */
    static AnswerTimes of(String what, IntFunction<TestClient.Answer> asking) {
        return new AnswerTimes(LongStream.range(0, ASKED)
                .map(i -> {
                    long begin = System.nanoTime();
                    var answer = asking.apply((int) i);
                    if (answer.status() != 200) {
                        throw new IllegalStateException(what + ": " + answer);
                    }
                    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
                })
                .skip(FIRST)
                .sorted()
                .toArray());
    }

    /** {@return how long so many per cent of the answers took at most, in ms} */
    long percentile(int percent) {
        return millis[millis.length * percent / 100];
    }

    /** Prints the head of a table of {@link #print}. */
    static void printHead() {
        System.out.printf("%-9s %-50s %8s %8s %8s%n", "who", "what", "ms p50", "ms p95", "load");
    }

    /** Prints a row: who asked for what, median and 95th percentile, and how busy the machine was. */
    static void print(String who, String what, IntFunction<TestClient.Answer> asking) {
        var times = of(what, asking);
        System.out.printf(
                "%-9s %-50s %8d %8d %8.1f%n",
                who,
                what,
                times.percentile(50),
                times.percentile(95),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
