package com.juniper.upgrade.artifacts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;

/** Plain dumps of strangers: their statements are told apart and told what they are, in time. */
class PlainDumpFuzz {

    @FuzzTest(maxDuration = "2m")
    @DisplayName("Issue 8: any text is taken apart into statements, each of which is known or refused")
    void reads(byte[] input) throws IOException {
        var reader = new DumpReader(new ByteArrayInputStream(input), 64);
        var splitter = new StatementSplitter();
        try {
            for (byte[] line = reader.line(1 << 20); line != null; line = reader.line(1 << 20)) {
                if (splitter.add(new String(line, StandardCharsets.UTF_8))) {
                    DumpStatement.of(splitter.statement());
                    splitter = new StatementSplitter();
                }
            }
        } catch (DumpRefusedException e) {
            // as it should
        }
    }
}
