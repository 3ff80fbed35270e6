package com.juniper.upgrade.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of a machine's PostgreSQL versions the platform takes. */
class PostgresProgramsTest {

    @TempDir
    private Path versions;

    @Test
    @DisplayName("The newest version with a server and all programs is taken; a newer client alone is none")
    void takesTheNewestServer() throws IOException {
        install("15.20", PostgresPrograms.SERVER);
        install("17.12", PostgresPrograms.SERVER);
        install("18.7", PostgresPrograms.CLIENT);
        Files.createDirectory(versions.resolve("extensions"));

        assertThat(server(null).version()).isEqualTo("17.12");
    }

    @Test
    @DisplayName("A patched older version is taken in place of a newer one that runs strangers' code")
    void passesOverAnUnsafeOne() throws IOException {
        install("15.20", PostgresPrograms.SERVER);
        install("17.11", PostgresPrograms.SERVER);

        assertThat(server(null).version()).isEqualTo("15.20");
    }

    @Test
    @DisplayName(
            "Each program counts: a patched server beside an old pg_restore is refused, with the command that helps")
    void refusesAnOldClient() throws IOException {
        install("16.16", PostgresPrograms.SERVER);
        install("16.15", List.of("pg_restore"));

        assertThatThrownBy(() -> server(null))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("here is 16.15")
                .hasMessageContaining("apt-get install postgresql");
    }

    @Test
    @DisplayName("Data is read by the version that made it, whatever else is installed later")
    void keepsTheVersionOfTheData() throws IOException {
        install("15.20", PostgresPrograms.SERVER);
        install("17.12", PostgresPrograms.SERVER);

        assertThat(server(15).version()).isEqualTo("15.20");
        assertThatThrownBy(() -> server(16)).hasMessageContaining("apt-get install postgresql-16");
    }

    @Test
    @DisplayName("For a server elsewhere the client programs are enough")
    void takesAClient() throws IOException {
        install("17.12", PostgresPrograms.CLIENT);

        assertThat(PostgresPrograms.find(versions, PostgresPrograms.CLIENT, null)
                        .major())
                .isEqualTo(17);
        assertThatThrownBy(() -> server(null)).isInstanceOf(StartRefusedException.class);
    }

    private PostgresPrograms server(@Nullable Integer wanted) {
        return PostgresPrograms.find(versions, PostgresPrograms.SERVER, wanted);
    }

    private void install(String version, List<String> programs) throws IOException {
        var bin = Files.createDirectories(versions.resolve(version.replaceFirst("\\..*", "") + "/bin"));
        for (var program : programs) {
            var file = Files.writeString(
                    bin.resolve(program),
                    "#!/bin/sh\necho '%s (PostgreSQL) %s (Debian)'\n".formatted(program, version));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
