package com.juniper.upgrade.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The zip that the ERP's own backup makes: {@code dump.sql} or {@code dump/}, {@code manifest.json}, {@code filestore/}.
 * Nothing else may be in it; the filestore is not kept (R57).
 */
final class ErpZip {

    private static final Pattern ALLOWED = Pattern.compile(
            "dump\\.sql|dump/|dump/[\\w.-]+|manifest\\.json|filestore/|filestore/(checklist/?.*|[0-9a-f]{2}/?|[0-9a-f]{2}/[0-9a-f]{40})");

    private ErpZip() {}

    /** Checks that the zip holds a dump, and nothing that it must not. */
    static void check(Path file) throws IOException {
        var names = checkNames(file);
        if (!names.contains("dump.sql") && !names.contains("dump/toc.dat")) {
            throw new DumpRefusedException(
                    "The zip has neither a dump.sql nor a folder dump in PostgreSQL's directory format");
        }
    }

    /** Checks every entry's name and kind, before anything is read. */
    static Set<String> checkNames(Path file) throws IOException {
        try (var zip = open(file)) {
            Set<String> names = new HashSet<>();
            for (Enumeration<ZipArchiveEntry> entries = zip.getEntries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                var name = entry.getName();
                if (entry.isUnixSymlink()) {
                    throw new DumpRefusedException(
                            "The zip is refused: its entry '%s' is a symbolic link".formatted(printable(name)));
                }
                if (!ALLOWED.matcher(name).matches() || name.contains("..")) {
                    throw new DumpRefusedException(
                            "The zip is refused: its entry '%s' is none of dump.sql, dump/…, manifest.json and filestore/…"
                                    .formatted(printable(name)));
                }
                if (!names.add(name)) {
                    throw new DumpRefusedException(
                            "The zip is refused: it has the entry '%s' twice".formatted(printable(name)));
                }
            }
            return names;
        }
    }

    private static String printable(String name) {
        var text = name.replaceAll("[^\\x20-\\x7e]", "?");
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    /** Gives the plain dump to a reader, or unpacks the directory dump and gives no stream. */
    static boolean hasPlainDump(Path file) throws IOException {
        try (var zip = open(file)) {
            return zip.getEntry("dump.sql") != null;
        }
    }

    /** Unpacks one entry, counted against limits. */
    static void extract(Path file, String name, Path target, ArchiveLimits limits) throws IOException {
        try (var zip = open(file);
                InputStream input = new LimitedStream(zip.getInputStream(zip.getEntry(name)), limits)) {
            Files.copy(input, target);
        }
    }

    /** Unpacks the entries below a prefix, flat or with one folder between, into a folder. */
    static void extractAll(Path file, String prefix, Path folder, ArchiveLimits limits) throws IOException {
        try (var zip = open(file)) {
            for (Enumeration<ZipArchiveEntry> entries = zip.getEntries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
                    limits.entry();
                    var target = folder.resolve(entry.getName().substring(prefix.length()))
                            .normalize();
                    if (!target.startsWith(folder)) {
                        throw new DumpRefusedException("The zip is refused: an entry lies outside of it");
                    }
                    var parent = target.getParent();
                    if (parent != null) {
                        Files.createDirectories(parent);
                    }
                    try (InputStream input = new LimitedStream(zip.getInputStream(entry), limits)) {
                        Files.copy(input, target);
                    }
                }
            }
        }
    }

    private static ZipFile open(Path file) throws IOException {
        try {
            return ZipFile.builder().setPath(file).get();
        } catch (IOException e) {
            throw new DumpRefusedException("The zip is damaged: " + e.getMessage(), e);
        }
    }
}
