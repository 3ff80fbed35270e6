package com.juniper.upgrade.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** After ten wrong passwords in a row from an address a login is closed for it, for five minutes. */
class LoginThrottleTest {

    private static final UserDetails DEMO =
            User.withUsername("demo").password("x").authorities("customers").build();

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LoginThrottle throttle = new LoginThrottle(() -> now);

    @BeforeEach
    void comeFromHome() {
        comeFrom("192.0.2.1");
    }

    @AfterEach
    void leave() {
        RequestContextHolder.resetRequestAttributes();
    }

    private static void comeFrom(String address) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
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
    void leavesItOpenForOtherAddresses() {
        fail(500);

        comeFrom("192.0.2.2");

        assertThatCode(() -> throttle.check(DEMO)).doesNotThrowAnyException();
    }

    @Test
    void closesItForAllWhereAThousandWrongPasswordsComeFromManyAddresses() {
        for (int i = 0; i < 125; i++) {
            comeFrom("198.51.100." + i);
            fail(8);
        }

        comeFromHome();

        assertThatThrownBy(() -> throttle.check(DEMO)).isInstanceOf(LockedException.class);
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
