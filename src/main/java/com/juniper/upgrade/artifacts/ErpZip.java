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
final class ErpZip implements AutoCloseable {

    private static final Pattern ALLOWED = Pattern.compile(
            "dump\\.sql|dump/|dump/\\w[\\w.-]*|manifest\\.json|filestore/|filestore/(checklist/?.*|[0-9a-f]{2}/?|[0-9a-f]{2}/[0-9a-f]{40})");
    private static final String PLAIN = "dump.sql";

    private final ZipFile zip;

    private ErpZip(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * Opens a zip and checks every entry's name and kind, before anything is read.
     *
     * @throws DumpRefusedException if it is damaged, too large to be listed, or has something that it must not
     */
    static ErpZip open(Path file) throws IOException {
        ZipDirectory.check(file);
        ErpZip opened;
        try {
            opened = new ErpZip(ZipFile.builder()
                    .setPath(file)
                    .setIgnoreLocalFileHeader(true)
                    .get());
        } catch (IOException e) {
            throw new DumpRefusedException(
                    "The zip is damaged: %s. Please make it and upload it again".formatted(e.getMessage()), e);
        }
        try {
            opened.checkEntries();
            return opened;
        } catch (DumpRefusedException e) {
            opened.close();
            throw e;
        }
    }

    /** Checks that a zip holds a dump, and nothing that it must not. */
    static void requireDump(Path file) throws IOException {
        try (var zip = open(file)) {
            if (!zip.hasPlainDump() && zip.zip.getEntry("dump/toc.dat") == null) {
                throw new DumpRefusedException(
                        "The zip has neither a dump.sql nor a folder dump in PostgreSQL's directory format");
            }
        }
    }

    private void checkEntries() {
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
            if (entry.getGeneralPurposeBit().usesEncryption()) {
                throw new DumpRefusedException(
                        "The zip is refused: its entry '%s' is encrypted. Please make it without a password"
                                .formatted(printable(name)));
            }
            if (!zip.canReadEntryData(entry)) {
                throw new DumpRefusedException(
                        "The zip is refused: its entry '%s' is compressed in a way that is not read; deflate is"
                                .formatted(printable(name)));
            }
            if (!names.add(name)) {
                throw new DumpRefusedException(
                        "The zip is refused: it has the entry '%s' twice".formatted(printable(name)));
            }
        }
    }

    private static String printable(String name) {
        var text = name.replaceAll("[^\\x20-\\x7e]", "?");
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    /** {@return whether it holds a plain dump, not one in directory format} */
    boolean hasPlainDump() {
        return zip.getEntry(PLAIN) != null;
    }

    /** {@return the plain dump, counted against limits, to be read before the zip is closed} */
    InputStream plainDump(ArchiveLimits limits) throws IOException {
        return new LimitedStream(zip.getInputStream(zip.getEntry(PLAIN)), limits);
    }

    /** Unpacks the entries below a prefix, flat or with one folder between, into a folder. */
    void extractAll(String prefix, Path folder, ArchiveLimits limits) throws IOException {
        for (Enumeration<ZipArchiveEntry> entries = zip.getEntries(); entries.hasMoreElements(); ) {
            var entry = entries.nextElement();
            if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
                limits.entry();
                extract(
                        entry,
                        folder.resolve(entry.getName().substring(prefix.length()))
                                .normalize(),
                        folder,
                        limits);
            }
        }
    }

    private void extract(ZipArchiveEntry entry, Path target, Path folder, ArchiveLimits limits) throws IOException {
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

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
