package com.juniper.upgrade.workflow.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/** The rules of {@code access/engine.txt}. */
final class EngineRulesTable {

    private static final List<String> ROLES = List.of("customer", "analyst", "operator", "integration");
    private static final String GIVEN = "no|own|all|may";

    private final List<Rule> rules;

    private EngineRulesTable(List<Rule> rules) {
        this.rules = rules;
    }

    private record Rule(Pattern method, Pattern path, Map<String, String> given) {

        boolean matches(EngineResources.Endpoint endpoint) {
            return method.matcher(endpoint.method()).matches()
                    && path.matcher(path.pattern().startsWith("/") ? endpoint.address() : endpoint.path())
                            .matches();
        }
    }

    static EngineRulesTable read() {
        try {
            return new EngineRulesTable(new ClassPathResource("access/engine.txt")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(EngineRulesTable::rule)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule rule(String line) {
        var cells = line.split("\\s+", -1);
        if (cells.length != ROLES.size() + 2) {
            throw new IllegalStateException("Not %d roles: %s".formatted(ROLES.size(), line));
        }
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < ROLES.size(); i++) {
            if (!cells[i + 2].matches(GIVEN)) {
                throw new IllegalStateException("None of %s: %s".formatted(GIVEN, line));
            }
            given.put(ROLES.get(i), cells[i + 2]);
        }
        return new Rule(Pattern.compile(cells[0]), Pattern.compile(cells[1]), given);
    }

    /** {@return what the first rule that fits gives a role; empty where none fits} */
    Optional<String> given(EngineResources.Endpoint endpoint, String role) {
        return rules.stream()
                .filter(rule -> rule.matches(endpoint))
                .findFirst()
                .map(rule -> Objects.requireNonNull(rule.given().get(role)));
    }

    /** {@return the rules that fit none of them} */
    List<String> unused(Iterable<EngineResources.Endpoint> endpoints) {
        return rules.stream()
                .filter(rule -> {
                    for (var endpoint : endpoints) {
                        if (rule.matches(endpoint)) {
                            return false;
                        }
                    }
                    return true;
                })
                .map(rule -> rule.method() + " " + rule.path())
                .toList();
    }
}
