package com.juniper.upgrade.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an operator may name as the ERP's own update. */
class UpdateCommandTest {

    private static Optional<String> problem(List<String> command) {
        return UpdateCommand.problem(command, Path.of("/var/lib/juniper"));
    }

    @Test
    @DisplayName("R46: a command that cannot run is refused at the start, by its name")
    void refusesWhatCannotRun() {
        assertThat(problem(List.of())).isEmpty();
        assertThat(problem(
                        List.of("/bin/sh", "-d", "{database}", "{host}:{port}", "{user}", "{addons},/x", "{modules}")))
                .isEmpty();
        assertThat(problem(List.of("sh")))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("sh is no program"));
        assertThat(problem(List.of("/usr/bin"))).isPresent();
        assertThat(problem(List.of("/bin/sh", "{databse}")))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("{databse} is none of {addons}, "));
        assertThat(UpdateCommand.problem(List.of("/bin/sh"), Path.of("/bin/platform")))
                .isPresent();
    }
}
