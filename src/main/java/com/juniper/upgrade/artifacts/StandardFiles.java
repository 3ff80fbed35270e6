package com.juniper.upgrade.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files that a release brings beside its reference database (R63). */
public final class StandardFiles {

    private static final long MAX_BYTES = 10L << 30;

    private StandardFiles() {}

    /**
     * Unpacks a release's filestore: from a zip of its own, or from the ERP's zip that holds the dump too.
     *
     * @return a folder of {@code xx/<sha1>} for the caller to delete, or null where there are no files
     */
    public static @Nullable Path unpack(Path dump, @Nullable Path filestore, Path temporary) {
        try {
            Path zip = filestore;
            if (zip == null && DumpFormat.detect(dump) == DumpFormat.ZIP) {
                zip = dump;
            }
            if (zip == null) {
                return null;
            }
            try (var opened = ErpZip.open(zip)) {
                var folder = Files.createTempDirectory(Files.createDirectories(temporary), "filestore");
                opened.extractAll("filestore/", folder, new ArchiveLimits(Files.size(zip), MAX_BYTES));
                return folder;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
