package com.juniper.upgrade.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** pg_dump's directory format in a tar: {@code toc.dat} and the tables' files, below one folder or none. */
final class DirectoryTar {

    private static final Pattern ALLOWED = Pattern.compile(
            "(?:\\./)?(?:[\\w.-]+/)?(toc\\.dat|blobs?_?\\w*\\.toc|\\d+\\.dat(?:\\.\\w+)?|restore\\.sql)");

    private DirectoryTar() {}

    /** Unpacks the tar into an empty folder. */
    static void extract(InputStream input, Path folder, ArchiveLimits limits) throws IOException {
        try (var tar = new TarArchiveInputStream(new LimitedStream(input, limits))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                limits.entry();
                if (entry.isDirectory()) {
                    continue;
                }
                var matcher = ALLOWED.matcher(entry.getName());
                if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink() || !matcher.matches()) {
                    throw new DumpRefusedException(
                            "The tar is refused: its entry '%s' is no part of a dump in PostgreSQL's directory format"
                                    .formatted(entry.getName().replaceAll("[^\\x20-\\x7e]", "?")));
                }
                Files.copy(tar, folder.resolve(matcher.group(1)));
            }
        }
        if (!Files.exists(folder.resolve("toc.dat"))) {
            throw new DumpRefusedException("The tar has no toc.dat: it is not a dump in PostgreSQL's directory format");
        }
    }
}
