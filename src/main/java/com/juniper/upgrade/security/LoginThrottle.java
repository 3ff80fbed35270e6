package com.juniper.upgrade.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsChecker;
import org.springframework.stereotype.Component;

/** Refuses a login for a while after ten wrong passwords in a row. */
@Component
class LoginThrottle implements UserDetailsChecker {

    private static final int ATTEMPTS = 10;
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private record Failures(int count, Instant last) {}

    private final Map<String, Failures> failures = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    @Override
    public void check(UserDetails user) {
        var known = failures.get(user.getUsername());
        if (known != null
                && known.count() >= ATTEMPTS
                && clock.instant().isBefore(known.last().plus(PAUSE))) {
            throw new LockedException("Too many wrong passwords; try again in " + PAUSE.toMinutes() + " minutes");
        }
    }

    @EventListener
    void failed(AuthenticationFailureBadCredentialsEvent event) {
        failures.merge(
                event.getAuthentication().getName(),
                new Failures(1, clock.instant()),
                (old, one) -> new Failures(old.count() + 1, clock.instant()));
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent event) {
        failures.remove(event.getAuthentication().getName());
    }
}
