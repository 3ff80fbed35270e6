package com.juniper.upgrade.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.engine.Version;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The versions for which a line of the description holds: {@code … since 15.0 until 16.0}, both included. */
record VersionRange(Version since, Version until) {

    static final List<Version> VERSIONS = Stream.of("14.0", "15.0", "16.0", "17.0", "18.0")
            .map(Version::parse)
            .toList();

    private static final Pattern SINCE = Pattern.compile("(?:^|\\s+)since (\\d+\\.\\d+)");
    private static final Pattern UNTIL = Pattern.compile("(?:^|\\s+)until (\\d+\\.\\d+)");

    /** {@return the range that a line ends with; all versions where it names none} */
    static VersionRange of(String line) {
        return new VersionRange(
                version(SINCE.matcher(line), VERSIONS.get(0)),
                version(UNTIL.matcher(line), VERSIONS.get(VERSIONS.size() - 1)));
    }

    private static Version version(Matcher matcher, Version otherwise) {
        return matcher.find() ? Version.parse(matcher.group(1)) : otherwise;
    }

    /** {@return the line without its range} */
    static String strip(String line) {
        return UNTIL.matcher(SINCE.matcher(line).replaceAll("")).replaceAll("").strip();
    }

    boolean contains(Version version) {
        return since.compareTo(version) <= 0 && version.compareTo(until) <= 0;
    }

    /** {@return what a line, or the one of several lines that holds, says for a version} */
    static Optional<String> pick(JsonNode lines, Version version) {
        var all = lines.isArray() ? StreamSupport.stream(lines.spliterator(), false) : Stream.of(lines);
        return all.map(JsonNode::asText)
                .filter(line -> of(line).contains(version))
                .map(VersionRange::strip)
                .findFirst();
    }
}
