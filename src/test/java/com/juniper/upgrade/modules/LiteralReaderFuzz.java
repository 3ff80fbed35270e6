package com.juniper.upgrade.modules;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;

/** Manifests of strangers: whatever stands in one, it is read or refused. */
class LiteralReaderFuzz {

    @FuzzTest(maxDuration = "2m")
    @DisplayName("Issue 8: any text is a literal or refused")
    void reads(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        for (boolean references : new boolean[] {false, true}) {
            try {
                LiteralReader.read(text, 1, references);
            } catch (RefusedException e) {
                // as it should
            }
        }
        Manifest.read("acme/__manifest__.py", text, new java.util.ArrayList<>());
    }
}
