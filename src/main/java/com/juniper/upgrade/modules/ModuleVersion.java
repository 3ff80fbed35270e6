package com.juniper.upgrade.modules;

import com.juniper.upgrade.engine.Version;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A module's version, compared number by number: {@code 17.0.1.10} comes after {@code 17.0.1.9}.
 *
 * @param parts its numbers; with a series, the first two are the ERP's version
 */
record ModuleVersion(List<Integer> parts) implements Comparable<ModuleVersion> {

    /** Before every other. */
    static final ModuleVersion NONE = new ModuleVersion(List.of());

    private static final Pattern FORM = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){0,4}");
    private static final int WITH_SERIES = 4;

    /** {@return the version, or null if the text is none} */
    static @Nullable ModuleVersion parse(String text) {
        return FORM.matcher(text).matches()
                ? new ModuleVersion(Arrays.stream(text.split("\\.", -1))
                        .map(Integer::valueOf)
                        .toList())
                : null;
    }

    /** {@return the ERP's version it begins with, or null if it is a short one} */
    @Nullable
    Version series() {
        return parts.size() < WITH_SERIES ? null : new Version(parts.get(0), parts.get(1));
    }

    /** {@return what follows the series} */
    ModuleVersion withoutSeries() {
        return series() == null ? this : new ModuleVersion(parts.subList(2, parts.size()));
    }

    /** {@return whether it is 0.0.0, of which scripts run at each update} */
    boolean isAlways() {
        return parts.stream().allMatch(part -> part == 0);
    }

    @Override
    public int compareTo(ModuleVersion other) {
        return Arrays.compare(numbers(), other.numbers());
    }

    /** Zeros at the end mean nothing: 1.0 is 1.0.0. */
    private int[] numbers() {
        int last = parts.size();
        while (last > 0 && parts.get(last - 1) == 0) {
            last--;
        }
        return parts.subList(0, last).stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public String toString() {
        return parts.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
