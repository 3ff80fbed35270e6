package com.juniper.upgrade.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseAnalysis;
import com.juniper.upgrade.engine.Finding;
import com.juniper.upgrade.engine.FindingExport;
import com.juniper.upgrade.engine.UpgradeEngine;
import com.juniper.upgrade.engine.UpgradeResult;
import com.juniper.upgrade.engine.UpgradeSettings;
import com.juniper.upgrade.engine.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bin/engine upgrade}: upgrades a database in place. */
@Command(
        name = "upgrade",
        mixinStandardHelpOptions = true,
        description =
                "Upgrades a database in place; interrupted, the same command goes on where it was. Work on a copy.")
final class UpgradeCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--to", required = true, description = "the version to reach, for example 17.0")
    private String target = "";

    @Option(names = "--catalogs", required = true, description = "folder of catalogs, one per version")
    private Path catalogs = Path.of("");

    @Option(names = "--line", description = "the release line (default: the one that the database names)")
    private @Nullable String line;

    @Option(names = "--scripts", description = "folder of further upgrade scripts; can be repeated")
    private List<Path> scripts = List.of();

    @Option(names = "--filestore-out", description = "where new files go (default: a folder beside the catalogs)")
    private @Nullable Path filestore;

    @Option(names = "--json", description = "write the result as JSON")
    private @Nullable Path json;

    @Option(names = "--report", description = "write the result as HTML")
    private @Nullable Path report;

    @Option(names = "--csv", description = "write all findings as CSV")
    private @Nullable Path csv;

    @Override
    public Integer call() {
        var address = database.address();
        var analysis = DatabaseAnalysis.of(address);
        var releases = Catalogs.inDirectory(catalogs, line == null ? analysis.line() : line);
        var defaults = UpgradeSettings.defaults();
        var engine =
                new UpgradeEngine(new UpgradeSettings(scripts, defaults.connections(), defaults.statementTimeout()));
        var files = filestore == null ? catalogs.resolve("filestore-out") : filestore;
        print(engine.upgrade(
                address,
                Version.parse(target),
                releases,
                files,
                new ConsoleListener(System.out),
                result -> keep(address, result)));
        return 0;
    }

    private void keep(DatabaseAddress address, UpgradeResult result) {
        try {
            if (json != null) {
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), result);
            }
            if (report != null) {
                Files.writeString(report, HtmlSummary.of(result, csv));
            }
            if (csv != null) {
                FindingExport.writeCsv(address, csv);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the result: " + e.getMessage(), e);
        }
    }

    private static void print(UpgradeResult result) {
        result.hops()
                .forEach(hop -> System.out.printf(
                        "%s → %s: %d steps, %d ms, %d findings%n",
                        hop.from(), hop.to(), hop.steps().size(), hop.millis(), hop.findingsInAll()));
        result.hops().stream()
                .flatMap(hop -> hop.findings().stream())
                .filter(finding -> finding.severity().equals("PROBLEM"))
                .map(Finding::title)
                .forEach(title -> System.out.println("Problem: " + title));
        System.out.println("Upgraded from " + result.from() + " to " + result.to());
    }
}
