package com.juniper.upgrade.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.artifacts.HostileCorpus.Hostile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What customers and operators are told of hostile files is what {@link DumpIntakeIT} proves. */
class HostileCorpusTest {

    @Test
    @DisplayName("Issue 8: docs/security.md lists every hostile file with what becomes of it, and no other")
    void isDocumented() throws IOException {
        var rows = Files.readAllLines(Path.of("docs/security.md")).stream()
                .filter(line -> line.matches("\\|.*\\| (refused when|taken).* \\|"))
                .toList();
        var expected = new HostileCorpus(Path.of("target"))
                .all().stream().map(Hostile::row).toList();
        Files.write(Path.of("target/hostile-rows.md"), expected);

        assertThat(rows).hasSizeGreaterThan(40).containsExactlyElementsOf(expected);
    }
}
