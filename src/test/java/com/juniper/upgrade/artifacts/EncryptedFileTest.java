package com.juniper.upgrade.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedFileTest {

    private static final String NAME = "report.html";
    private static final String TEXT = "all is well";

    @TempDir
    private Path folder;

    private final UUID request = UUID.randomUUID();
    private FolderStore home;
    private FolderStore bucket;
    private StreamingAead cipher;

    @BeforeEach
    void bringToTheBucket() throws IOException, GeneralSecurityException {
        home = new FolderStore(folder.resolve("home"));
        bucket = new FolderStore(folder.resolve("bucket"));
        cipher = new AesGcmHkdfStreaming(new byte[32], "HmacSha256", 32, 1 << 20, 0);
        Files.createDirectories(bucket.folder(request));
        EncryptedFile.encrypt(Files.writeString(bucket.file(request, NAME), TEXT), NAME, cipher);
    }

    private EncryptedFile file(ArtifactStore... stores) {
        return new EncryptedFile(List.of(stores).iterator()::next, request, NAME, TEXT.length(), cipher);
    }

    @Test
    @DisplayName("a file that is brought to the bucket between the look and the opening is read from there")
    void isReadWhereItIsBrought() throws IOException {
        assertThat(file(home, bucket).exists()).isTrue();
        assertThat(file(home, bucket).getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(TEXT);
    }

    @Test
    void isNowhere() {
        assertThat(file(home, home).exists()).isFalse();
        assertThatThrownBy(() -> file(home, home).getInputStream()).isInstanceOf(NoSuchFileException.class);
    }
}
