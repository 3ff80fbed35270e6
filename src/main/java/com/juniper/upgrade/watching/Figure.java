package com.juniper.upgrade.watching;

/**
 * A number of how the platform is.
 *
 * @param name of its metric, without {@code juniper.}
 * @param first the value of the metric's first tag; empty where it has none
 * @param second the value of the metric's second tag; empty where it has none
 */
record Figure(String name, String first, String second, double value) {

    static Figure of(String name, String first, double value) {
        return new Figure(name, first, "", value);
    }
}
