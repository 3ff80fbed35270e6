package com.juniper.upgrade.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

/** A password that was right is not computed anew with each request, and nothing else is let in. */
class RememberedPasswordsTest {

    private final String stored = "stored right";
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int checks;
    private PasswordEncoder passwords;

    @BeforeEach
    void count() {
        passwords = new RememberedPasswords(
                new PasswordEncoder() {
                    @Override
                    public String encode(CharSequence password) {
                        return "stored " + password;
                    }

                    @Override
                    public boolean matches(CharSequence password, String stored) {
                        checks++;
                        return encode(password).equals(stored);
                    }
                },
                () -> now);
    }

    @Test
    void aRightPasswordIsCheckedOnceInFiveMinutes() {
        assertThat(passwords.matches("right", stored)).isTrue();
        assertThat(passwords.matches("right", stored)).isTrue();
        assertThat(checks).isEqualTo(1);

        now = now.plus(RememberedPasswords.REMEMBERED);
        assertThat(passwords.matches("right", stored)).isTrue();
        assertThat(checks).isEqualTo(2);
    }

    @Test
    void aWrongPasswordIsCheckedEachTime() {
        passwords.matches("right", stored);

        assertThat(passwords.matches("wrong", stored)).isFalse();
        assertThat(passwords.matches("wrong", stored)).isFalse();
        assertThat(passwords.matches("", stored)).isFalse();
        assertThat(checks).isEqualTo(4);
    }

    @Test
    void aChangedPasswordLetsTheOldOneInNoMore() {
        passwords.matches("right", stored);

        assertThat(passwords.matches("right", passwords.encode("new"))).isFalse();
    }

    @Test
    void thousandsOfPasswordsAreNotRemembered() {
        int many = 5000;
        for (int i = 0; i < 2 * many; i++) {
            var password = "password " + i % many;
            passwords.matches(password, passwords.encode(password));
        }

        assertThat(checks).isGreaterThan(many + many / 2);
    }
}
