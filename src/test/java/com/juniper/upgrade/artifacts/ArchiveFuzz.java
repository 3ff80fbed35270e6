package com.juniper.upgrade.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.springframework.util.FileSystemUtils;

/** Archives of strangers: they are unpacked into their folder or refused. */
class ArchiveFuzz {

    @FuzzTest(maxDuration = "2m")
    @DisplayName("Issue 8: any bytes are a tar or a zip that stays in its folder, or refused")
    void unpacks(byte[] input) throws IOException {
        var folder = Files.createTempDirectory("fuzz");
        try {
            var target = Files.createDirectory(folder.resolve("target"));
            tar(input, target);
            var zip = Files.write(folder.resolve("a.zip"), input);
            zip(zip, Files.createDirectory(folder.resolve("zip")));
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("target", "zip", "a.zip");
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static void tar(byte[] input, Path folder) {
        try {
            DirectoryTar.extract(new ByteArrayInputStream(input), folder, new ArchiveLimits(input.length, 1 << 20));
        } catch (DumpRefusedException | IOException e) {
            // as it should: whoever calls it refuses the dump for both
        }
    }

    private static void zip(Path file, Path folder) {
        try (var zip = ErpZip.open(file)) {
            var limits = new ArchiveLimits(Files.size(file), 1 << 20);
            if (zip.hasPlainDump()) {
                zip.plainDump(limits).readAllBytes();
            }
            zip.extractAll("dump/", folder, limits);
        } catch (DumpRefusedException | IOException e) {
            // as it should
        }
    }
}
