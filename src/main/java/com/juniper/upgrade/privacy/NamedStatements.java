package com.juniper.upgrade.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The statements of a file in {@code privacy/}: paragraphs, each under a comment of one line that names it. */
record NamedStatements(List<Statement> all) {

    private static final Pattern PARAGRAPH = Pattern.compile("\n\n");

    /** A statement and its name; several may have the same. */
    record Statement(String name, String sql) {}

    static NamedStatements read(String file) {
        List<Statement> statements = new ArrayList<>();
        try (var stream = Objects.requireNonNull(NamedStatements.class.getResourceAsStream("/privacy/" + file), file)) {
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            for (String paragraph : PARAGRAPH.split(text, -1)) {
                var lines = paragraph.strip().split("\n", 2);
                if (lines.length == 2 && !lines[1].startsWith("--")) {
                    statements.add(new Statement(lines[0].replaceFirst("^-- ", ""), lines[1]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NamedStatements(List.copyOf(statements));
    }
}
