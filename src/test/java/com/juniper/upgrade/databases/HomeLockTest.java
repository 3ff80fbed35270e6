package com.juniper.upgrade.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One platform at a time in a home folder. */
class HomeLockTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("A second platform is told which process has the folder, and starts when that one has ended")
    void isTakenOnce() throws Exception {
        var first = HomeLock.take(folder.resolve("home"), "platform");

        assertThatThrownBy(() -> HomeLock.take(folder.resolve("home"), "platform"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("JUNIPER_HOME");

        first.close();
        try (var second = HomeLock.take(folder.resolve("home"), "platform")) {
            assertThat(second).isNotNull();
        }
    }

    @Test
    @DisplayName("A folder that cannot be written is refused by name, with the setting that names another")
    void cannotBeWritten() throws Exception {
        var file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> HomeLock.take(file.resolve("home"), "platform"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("Cannot write in " + file.resolve("home"))
                .hasMessageContaining("JUNIPER_HOME");
    }
}
