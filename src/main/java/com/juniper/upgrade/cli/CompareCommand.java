package com.juniper.upgrade.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.engine.CatalogComparison;
import com.juniper.upgrade.engine.CatalogComparison.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bin/engine compare}: what changed between two releases, for authors of upgrade scripts. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Says what changed between two catalogs, what was probably renamed, and what of the older release is lost"
                    + " without a word.",
            "A column, table, type or selection option that goes is explained when a script of the newer version renames"
                    + " it or names both its table and its column, or when upgrades/<version>/explained.txt has a line"
                    + " 'table.column: why nothing is lost' ('table: why', 'table.column=option: why'; * is any text).",
            "Exit code 0 only when nothing is unexplained."
        })
final class CompareCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "A.zip", description = "catalog of the older release")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "B.zip", description = "catalog of the newer release")
    private Path after = Path.of("");

    @Option(names = "--scripts", description = "folder of further upgrade scripts; can be repeated")
    private List<Path> scripts = List.of();

    @Option(names = "--json", description = "write the comparison as JSON")
    private @Nullable Path json;

    @Option(names = "--module", description = "print only the changes of this module; can be repeated")
    private List<String> modules = List.of();

    @Override
    public Integer call() throws IOException {
        var comparison = CatalogComparison.of(before, after, scripts);
        if (json != null) {
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), comparison);
        }
        print(comparison);
        return comparison.losses().isEmpty() ? 0 : 1;
    }

    private void print(CatalogComparison comparison) {
        var out = System.out;
        out.printf("From %s to %s%n", comparison.from(), comparison.to());
        var last = "\n";
        for (Change change : comparison.changes()) {
            if (wanted(change.module())) {
                if (!change.module().equals(last)) {
                    out.printf("%n== %s%n", change.module().isEmpty() ? "(no module)" : change.module());
                    last = change.module();
                }
                out.printf("%-22s %-50s %s%n", change.kind(), change.thing(), change.detail());
            }
        }
        out.printf("%n== Likely renames%n");
        comparison
                .renames()
                .forEach(rename -> out.printf(
                        "%.2f %-11s %s → %s (%s)%n",
                        rename.score(), rename.kind(), rename.before(), rename.after(), rename.why()));
        out.printf("%n== Unexplained%n");
        comparison.losses().stream()
                .filter(loss -> wanted(loss.module()))
                .forEach(loss -> out.printf(
                        "%-7s %-60s %-30s %s, %d standard values%n",
                        loss.kind(), loss.thing(), loss.detail(), loss.module(), loss.values()));
        out.printf("%d things of %s are unexplained%n", comparison.losses().size(), comparison.from());
    }

    private boolean wanted(String owners) {
        return modules.isEmpty() || List.of(owners.split(",")).stream().anyMatch(modules::contains);
    }
}
