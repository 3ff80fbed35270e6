package com.juniper.upgrade.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.core.io.ClassPathResource;

/** The rows of {@code access/who-sees-what.txt}. */
final class AccessTable {

    static final List<String> PEOPLE = List.of(
            "demo", "colleague", "rival", "maintainer", "analyst", "operator", "integration", "token", "nobody");

    private AccessTable() {}

    /** An address and what it answers to each of the people. */
    record Row(String method, String address, Map<String, Integer> statuses) {

        String endpoint() {
            return method + " " + address;
        }

        boolean isForPrograms() {
            return address.startsWith("/api/")
                    || address.startsWith("/engine-rest/")
                    || address.startsWith("/git/")
                    || address.startsWith("/actuator");
        }

        @Override
        public String toString() {
            return endpoint();
        }
    }

    static List<Row> rows() {
        try {
            return new ClassPathResource("access/who-sees-what.txt")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(AccessTable::row)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        var cells = line.split("\\s+", -1);
        if (cells.length != PEOPLE.size() + 2) {
            throw new IllegalStateException("Not %d people: %s".formatted(PEOPLE.size(), line));
        }
        Map<String, Integer> statuses = new LinkedHashMap<>();
        IntStream.range(0, PEOPLE.size()).forEach(i -> statuses.put(PEOPLE.get(i), Integer.valueOf(cells[i + 2])));
        return new Row(cells[0], cells[1], statuses);
    }
}
