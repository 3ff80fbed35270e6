package com.juniper.upgrade.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A figure that an upgrade may not change: a file {@code integrity/<name>.sql} whose first line says it in a sentence
 * and whose rows are (thing, figure). Lines of its head:
 *
 * <ul>
 *   <li>{@code -- needs: table, table.column}: the query is only for databases that have them
 *   <li>{@code -- tolerance: 0.01}: by how much a figure may differ, 0 where it is not said
 *   <li>{@code -- rule: may grow}: only a loss breaks it
 *   <li>{@code -- or}: another query for the same figures follows, for databases that lack what the first one needs
 * </ul>
 */
record IntegrityCheck(String name, String sentence, BigDecimal tolerance, boolean mayGrow, List<String> queries) {

    private static final String FOLDER = "integrity/";
    private static final Pattern TOLERANCE = Pattern.compile("(?m)^-- tolerance: (.*)$");

    static List<IntegrityCheck> all() {
        return Scripts.read(FOLDER + "index.txt")
                .lines()
                .map(name -> parse(name, Scripts.read(FOLDER + name + ".sql")))
                .toList();
    }

    static IntegrityCheck parse(String name, String text) {
        var tolerance = TOLERANCE.matcher(text);
        return new IntegrityCheck(
                name,
                text.lines().findFirst().orElseThrow().replaceFirst("^-- ", ""),
                tolerance.find() ? new BigDecimal(tolerance.group(1).strip()) : BigDecimal.ZERO,
                text.contains("\n-- rule: may grow\n"),
                new ArrayList<>(List.of(text.split("(?m)^-- or$"))));
    }

    /** {@return a query of each thing and its figure, by the first of its queries that is possible in this structure, or null} */
    @Nullable
    String figures(Schema schema) {
        return queries.stream()
                .filter(sql -> SqlChecks.isPossible(sql, schema))
                .findFirst()
                .map("""
                        select f.thing, sum(f.figure) from (%s) f(thing, figure)
                        where f.thing is not null and f.figure is not null group by f.thing"""::formatted)
                .orElse(null);
    }
}
