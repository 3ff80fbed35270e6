package com.juniper.upgrade.cli;

import com.juniper.upgrade.engine.CatalogCapture;
import com.juniper.upgrade.engine.DatabaseAnalysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bin/engine capture}: makes a release's catalog from its reference database. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        description = "Makes a release's catalog from its reference database.")
final class CaptureCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--out", required = true, description = "the catalog file to write, for example catalog-17.0.zip")
    private Path out = Path.of("");

    @Option(names = "--line", description = "the release line (default: the one that the database names)")
    private @Nullable String line;

    @Option(names = "--filestore", description = "the reference database's filestore, for the standard files")
    private @Nullable Path filestore;

    @Override
    public Integer call() throws IOException {
        var address = database.address();
        Files.createDirectories(Objects.requireNonNull(out.toAbsolutePath().getParent(), "a file's folder"));
        var release = line == null ? DatabaseAnalysis.line(address) : line;
        var summary = CatalogCapture.capture(address, filestore, release, out.toAbsolutePath());
        System.out.printf(
                "Captured version %s of line %s: %d modules, %d tables, %d standard records, %d files → %s%n",
                summary.version(),
                summary.line(),
                summary.modules(),
                summary.tables(),
                summary.records(),
                summary.files(),
                out);
        return 0;
    }
}
