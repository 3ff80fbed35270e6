package com.juniper.upgrade.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a hosted database that its ERP, which runs a stranger's code, wrote. */
class FilestoresTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "Issue 8: links and pipes of a filestore are neither copied nor followed, and no name leaves its folder")
    void copiesFilesOnly() throws IOException, InterruptedException {
        var cluster = new Cluster("test", "localhost", 1, "x", "x", folder.resolve("filestore"), 1, null);
        var database = Files.createDirectories(folder.resolve("filestore/db"));
        var outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createDirectories(database.resolve("aa"));
        Files.writeString(database.resolve("aa/aa"), "small");
        Files.writeString(database.resolve("aa/AA"), "large");
        Files.createSymbolicLink(database.resolve("aa/link"), outside.resolve("secret"));
        Files.createSymbolicLink(database.resolve("bb"), outside);
        assertThat(new ProcessBuilder("mkfifo", database.resolve("aa/pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        new Filestores().keep(cluster, "db", "copy");

        try (Stream<Path> copied = Files.walk(folder.resolve("filestore/copy"))) {
            assertThat(copied.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("aa", "AA");
        }
        for (String name : new String[] {"../outside", "/etc", ".", "..", "a/b", ""}) {
            assertThatThrownBy(() -> new Filestores().keep(cluster, "db", name))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(outside.resolve("secret")).hasContent("secret");
    }
}
