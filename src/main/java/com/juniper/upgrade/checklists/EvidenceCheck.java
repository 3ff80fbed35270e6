package com.juniper.upgrade.checklists;

import com.juniper.upgrade.explorer.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/**
 * A comparison of production and its test: a file {@code evidence/<name>.sql}, whose first line says in a sentence what
 * should be so, and whose rows are (key, what it is called, its value, when it was last written in UTC). Lines of its head:
 *
 * <ul>
 *   <li>{@code -- red: gone, changed, fewer}: a key of production that the test lacks; a value of production, other than
 *       none, that is another in the test; a number that is smaller
 *   <li>{@code -- table NAME: column, jsonb column}: what the statement sees; values are texts ({@link Content#select})
 *   <li>{@code -- or}: another statement for the same follows, for databases that lack what the first one sees
 * </ul>
 */
record EvidenceCheck(String name, String title, Set<Rule> rules, List<Statement> statements) {

    private static final Pattern TABLE = Pattern.compile("(?m)^-- table (\\w+): (.*)$");
    private static final Pattern RED = Pattern.compile("(?m)^-- red: (.*)$");
    private static final Pattern HEAD = Pattern.compile("(?m)^--.*\\n");

    enum Rule {
        GONE,
        CHANGED,
        FEWER
    }

    /** A statement, with the tables and columns that it sees. */
    record Statement(Map<String, List<String>> tables, String sql) {

        private static Statement of(String text) {
            Map<String, List<String>> tables = new LinkedHashMap<>();
            TABLE.matcher(text)
                    .results()
                    .forEach(line -> tables.put(
                            line.group(1), List.of(line.group(2).strip().split(", *"))));
            return new Statement(tables, HEAD.matcher(text).replaceAll("").strip());
        }

        private boolean isPossible(Content content) throws SQLException {
            for (var table : tables.entrySet()) {
                if (!content.has(table.getKey(), table.getValue())) {
                    return false;
                }
            }
            return true;
        }
    }

    static EvidenceCheck read(String name) {
        try {
            return parse(
                    name,
                    new ClassPathResource("evidence/%s.sql".formatted(name))
                            .getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EvidenceCheck parse(String name, String text) {
        var red = RED.matcher(text);
        if (!red.find()) {
            throw new IllegalArgumentException("evidence/%s.sql does not say what is red".formatted(name));
        }
        return new EvidenceCheck(
                name,
                text.lines().findFirst().orElseThrow().replaceFirst("^-- ", ""),
                Stream.of(red.group(1).strip().split(", *"))
                        .map(rule -> Rule.valueOf(rule.toUpperCase(java.util.Locale.ROOT)))
                        .collect(Collectors.toUnmodifiableSet()),
                Stream.of(text.split("(?m)^-- or$")).map(Statement::of).toList());
    }

    /** {@return the first of the statements that is possible in a database} */
    Optional<Statement> statement(Content content) throws SQLException {
        for (Statement statement : statements) {
            if (statement.isPossible(content)) {
                return Optional.of(statement);
            }
        }
        return Optional.empty();
    }

    /** {@return the statements as people read them} */
    String query() {
        return statements.stream().map(Statement::sql).collect(Collectors.joining("\n-- or, in other versions\n"));
    }
}
