package com.juniper.upgrade.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/** After ten wrong passwords in a row a login is closed for five minutes. */
class LoginThrottleTest {

    private static final UserDetails DEMO =
            User.withUsername("demo").password("x").authorities("customers").build();

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LoginThrottle throttle = new LoginThrottle(clock(() -> now));

    private static Clock clock(InstantSource source) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return source.instant();
            }
        };
    }

    private void fail(int times) {
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated("demo", "wrong");
        for (int i = 0; i < times; i++) {
            throttle.failed(
                    new AuthenticationFailureBadCredentialsEvent(attempt, new BadCredentialsException("wrong")));
        }
    }

    @Test
    void closesALoginAfterTenWrongPasswords() {
        fail(9);
        assertThatCode(() -> throttle.check(DEMO)).doesNotThrowAnyException();

        fail(1);

        assertThatThrownBy(() -> throttle.check(DEMO))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("5 minutes");
    }

    @Test
    void opensItAgainAfterAPause() {
        fail(10);

        now = now.plus(Duration.ofMinutes(5));

        assertThatCode(() -> throttle.check(DEMO)).doesNotThrowAnyException();
    }

    @Test
    void forgetsWrongPasswordsAfterTheRightOne() {
        fail(9);

        throttle.succeeded(new AuthenticationSuccessEvent(
                UsernamePasswordAuthenticationToken.authenticated("demo", null, DEMO.getAuthorities())));
        fail(9);

        assertThatCode(() -> throttle.check(DEMO)).doesNotThrowAnyException();
    }
}
