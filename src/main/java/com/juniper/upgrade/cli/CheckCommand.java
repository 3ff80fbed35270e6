package com.juniper.upgrade.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.DatabaseAnalysis;
import com.juniper.upgrade.engine.DatabaseCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bin/engine check}: looks for what the ERP's server would stumble over. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Looks for what the ERP's server would stumble over; exit code 0 only when there is nothing.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--catalogs", required = true, description = "folder of catalogs, one per version")
    private Path catalogs = Path.of("");

    @Option(names = "--line", description = "the release line (default: the one that the database names)")
    private @Nullable String line;

    @Option(names = "--json", description = "write the findings as JSON")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        var address = database.address();
        var releases = Catalogs.inDirectory(catalogs, line == null ? DatabaseAnalysis.line(address) : line);
        var defects = DatabaseCheck.run(address, releases);
        if (json != null) {
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), defects);
        }
        defects.forEach(defect -> System.out.printf("%-20s %s: %s%n", defect.check(), defect.thing(), defect.reason()));
        System.out.println(defects.isEmpty() ? "Nothing is wrong" : defects.size() + " findings");
        return defects.isEmpty() ? 0 : 1;
    }
}
