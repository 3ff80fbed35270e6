package com.juniper.upgrade.artifacts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;

/** First bytes of strangers' files, lines of their archives' lists, and what they say of them. */
class DumpHeadFuzz {

    @FuzzTest(maxDuration = "2m")
    @DisplayName("Issue 8: any bytes are a dump's first or refused; so is any line of a list, any header of an upload")
    void reads(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        refusing(() -> DumpHead.check(input, 15));
        refusing(() -> text.lines().forEach(line -> DumpContents.check(line, 15)));
        refusing(() -> UploadMetadata.of(text).firstBytes());
    }

    private static void refusing(Runnable reading) {
        try {
            reading.run();
        } catch (DumpRefusedException | UploadRefusedException e) {
            // as it should
        }
    }
}
