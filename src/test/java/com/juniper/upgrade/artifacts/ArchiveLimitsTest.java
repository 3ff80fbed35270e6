package com.juniper.upgrade.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are made to fill the memory or the disk of whoever opens them. */
class ArchiveLimitsTest {

    @TempDir
    private Path folder;

    @Test
    void refusesAZipOfTooManyNamesBeforeItIsOpened() throws IOException {
        var file = folder.resolve("names.zip");
        try (var zip = new ZipArchiveOutputStream(file)) {
            for (int i = 0; i <= 200_000; i++) {
                var entry = new ZipArchiveEntry("filestore/" + i);
                entry.setMethod(ZipArchiveEntry.STORED);
                entry.setSize(0);
                entry.setCrc(0);
                zip.putArchiveEntry(entry);
                zip.closeArchiveEntry();
            }
        }

        assertThatThrownBy(() -> ErpZip.requireDump(file))
                .isInstanceOf(DumpRefusedException.class)
                .hasMessageContaining("more than 200,000 entries")
                .hasMessageContaining("without the filestore");
    }

    @Test
    void refusesATarWhoseNamesWouldFillTheMemory() throws IOException {
        var file = folder.resolve("name.tar.gz");
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            var name = new TarArchiveEntry("././@LongLink", TarArchiveEntry.LF_GNUTYPE_LONGNAME);
            name.setSize(200L << 20);
            tar.putArchiveEntry(name);
            var letters = "a".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 200; i++) {
                tar.write(letters);
            }
            tar.closeArchiveEntry();
        }

        assertThatThrownBy(() -> extract(file))
                .isInstanceOf(DumpRefusedException.class)
                .hasMessageContaining("what describes one of its entries");
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    private void extract(Path file) throws IOException {
        var out = Files.createDirectory(folder.resolve("out"));
        try (InputStream input = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            DirectoryTar.extract(input, out, new ArchiveLimits(Files.size(file), Long.MAX_VALUE));
        }
    }
}
