package com.juniper.upgrade.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code audit/seen.txt}: what the use of an address is in the audit log; each address with a variable has a line. */
final class SeenAddresses {

    private static final String NOTHING = "-";

    private final Map<String, Optional<Seen>> seen;

    private SeenAddresses(Map<String, Optional<Seen>> seen) {
        this.seen = seen;
    }

    /**
     * What is written of one.
     *
     * @param object the path's variables that name the thing, in braces
     */
    record Seen(String act, String kind, String object) {

        /** {@return the thing's name} */
        String object(Map<String, String> variables) {
            var name = object;
            for (var variable : variables.entrySet()) {
                name = name.replace("{" + variable.getKey() + "}", variable.getValue());
            }
            return name;
        }
    }

    static SeenAddresses read() {
        var stream = Objects.requireNonNull(SeenAddresses.class.getResourceAsStream("/audit/seen.txt"));
        Map<String, Optional<Seen>> seen = new LinkedHashMap<>();
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().split("\\s+"))
                    .forEach(cells -> seen.put(
                            cells[0] + " " + cells[1],
                            cells[2].equals(NOTHING)
                                    ? Optional.empty()
                                    : Optional.of(new Seen(cells[2], cells[3], cells[4]))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SeenAddresses(Collections.unmodifiableMap(seen));
    }

    /** {@return what the use of an address is; empty where it is nothing} */
    Optional<Seen> find(String method, String pattern) {
        return Objects.requireNonNullElse(seen.get(method + " " + pattern), Optional.empty());
    }
}
