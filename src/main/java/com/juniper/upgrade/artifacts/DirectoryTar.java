package com.juniper.upgrade.artifacts;

import java.io.FilterInputStream;
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
            "(?:\\./)?(?:\\w[\\w.-]*/)?(toc\\.dat|blobs?_?\\w*\\.toc|\\d+\\.dat(?:\\.\\w+)?|restore\\.sql)");

    private DirectoryTar() {}

    /** Unpacks the tar into an empty folder. */
    static void extract(InputStream input, Path folder, ArchiveLimits limits) throws IOException {
        var headers = new HeaderLimit(new LimitedStream(input, limits));
        try (var tar = new TarArchiveInputStream(headers)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                limits.entry();
                headers.suspend();
                if (!entry.isDirectory()) {
                    Files.copy(tar, target(entry, folder));
                }
                headers.resume();
            }
        }
        if (Files.exists(folder.resolve("restore.sql"))) {
            throw new DumpRefusedException(
                    "The dump is in pg_dump's tar format, which is not accepted; please make it with --format=custom");
        }
        if (!Files.exists(folder.resolve("toc.dat"))) {
            throw new DumpRefusedException("The tar has no toc.dat: it is not a dump in PostgreSQL's directory format");
        }
    }

    /** Where an entry goes: it must be a file of such a dump, and the first of its name. */
    private static Path target(TarArchiveEntry entry, Path folder) {
        var matcher = ALLOWED.matcher(entry.getName());
        if (!isPlainFile(entry) || !matcher.matches()) {
            throw refused(entry, "is no part of a dump in PostgreSQL's directory format");
        }
        var target = folder.resolve(matcher.group(1));
        if (Files.exists(target)) {
            throw refused(entry, "is in it twice");
        }
        return target;
    }

    private static boolean isPlainFile(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isLink()
                && !entry.isSymbolicLink()
                && !entry.isSparse()
                && !entry.isFIFO()
                && !entry.isBlockDevice()
                && !entry.isCharacterDevice();
    }

    private static DumpRefusedException refused(TarArchiveEntry entry, String why) {
        return new DumpRefusedException("The tar is refused: its entry '%s' %s"
                .formatted(entry.getName().replaceAll("[^\\x20-\\x7e]", "?"), why));
    }

    /** Stops headers that are made to fill the memory: the reader takes names and attributes whole into it. */
    private static final class HeaderLimit extends FilterInputStream {

        private static final long LONGEST = 1 << 20;

        private long read;
        private boolean suspended;

        HeaderLimit(InputStream input) {
            super(input);
        }

        void suspend() {
            suspended = true;
        }

        void resume() {
            suspended = false;
            read = 0;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int bytes) {
            read += suspended ? 0 : bytes;
            if (read > LONGEST) {
                throw new DumpRefusedException(
                        "The tar is refused: what describes one of its entries is more than %,d bytes"
                                .formatted(LONGEST));
            }
        }
    }
}
