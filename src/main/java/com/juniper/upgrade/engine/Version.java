package com.juniper.upgrade.engine;

import java.util.Comparator;
import java.util.regex.Pattern;

/** A version of the ERP, such as 17.0. */
public record Version(int major, int minor) implements Comparable<Version> {

    private static final Pattern SERIES = Pattern.compile("(?:saas~)?(\\d{1,3})\\.(\\d{1,3})(?:\\..*)?");

    /**
     * Reads a version, or the series of a module's longer one ({@code 16.0.1.3} is of 16.0).
     *
     * @throws IllegalArgumentException if the text is not a version
     */
    public static Version parse(String text) {
        var matcher = SERIES.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'%s' is not a version; expected is one like 17.0".formatted(text));
        }
        return new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public int compareTo(Version other) {
        return Comparator.comparingInt(Version::major)
                .thenComparingInt(Version::minor)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
