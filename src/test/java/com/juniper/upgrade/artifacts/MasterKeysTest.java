package com.juniper.upgrade.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.StartRefusedException;
import com.juniper.upgrade.TestProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeysTest {

    private static final UUID REQUEST = UUID.randomUUID();
    private static final String GIVEN = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path home;

    private MasterKeys keys(String key, String... former) {
        return new MasterKeys(TestProperties.encrypted(home, key, List.of(former)));
    }

    @Test
    @DisplayName("R31: a master key is made where none is given, for the platform's user alone, and found again")
    void isMadeOnce() throws IOException {
        byte[] wrapped = keys("").wrap(new byte[] {1, 2, 3}, REQUEST);

        var again = keys("");

        assertThat(again.unwrap(wrapped, again.current(), REQUEST)).containsExactly(1, 2, 3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("keys/master.key"))))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> again.unwrap(wrapped, again.current(), UUID.randomUUID()))
                .hasMessageContaining("was changed");
    }

    @Test
    @DisplayName("R31: a new master key wraps, those of before still unwrap, a missing one is named")
    void isRotated() throws IOException {
        var first = keys("");
        byte[] wrapped = first.wrap(new byte[] {1, 2, 3}, REQUEST);

        var second = keys(GIVEN);

        assertThat(second.current()).isNotEqualTo(first.current());
        assertThat(second.unwrap(wrapped, first.current(), REQUEST)).containsExactly(1, 2, 3);
        var old = Files.readString(home.resolve("keys/master.key"));
        Files.delete(home.resolve("keys/master.key"));
        assertThat(keys(GIVEN, old).unwrap(wrapped, first.current(), REQUEST)).containsExactly(1, 2, 3);
        assertThat(keys(GIVEN).has(first.current())).isFalse();
        assertThatThrownBy(() -> keys(GIVEN).unwrap(wrapped, first.current(), REQUEST))
                .hasMessageContaining("juniper.encryption.former-keys");
    }

    @Test
    @DisplayName("R31: what is no key is refused at the start, and the way out is named")
    void wrongKeysAreRefused() {
        assertThatThrownBy(() -> keys("secret"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("juniper.encryption.key")
                .hasMessageContaining("openssl rand -base64 32");
    }
}
