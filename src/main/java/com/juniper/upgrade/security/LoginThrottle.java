package com.juniper.upgrade.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
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
    private static final int REMEMBERED_NAMES = 10_000;
    static final Duration PAUSE = Duration.ofMinutes(5);
    static final String MESSAGE = "Too many wrong passwords; try again in %d minutes.".formatted(PAUSE.toMinutes());

    private record Failures(int count, Instant last) {}

    private final Map<String, Failures> failures = new ConcurrentHashMap<>();
    private final Clock clock;

    @Autowired
    LoginThrottle() {
        this(Clock.systemUTC());
    }

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void check(UserDetails user) {
        var known = failures.get(user.getUsername());
        if (known != null && known.count() >= ATTEMPTS && isRecent(known)) {
            throw new LockedException(MESSAGE);
        }
    }

    @EventListener
    void failed(AuthenticationFailureBadCredentialsEvent event) {
        if (failures.size() >= REMEMBERED_NAMES) { // names are free to invent
            failures.values().removeIf(known -> !isRecent(known));
        }
        if (failures.size() >= REMEMBERED_NAMES) {
            failures.clear();
        }
        failures.merge(
                event.getAuthentication().getName(),
                new Failures(1, clock.instant()),
                (old, one) -> isRecent(old) ? new Failures(old.count() + 1, clock.instant()) : one);
    }

    private boolean isRecent(Failures known) {
        return clock.instant().isBefore(known.last().plus(PAUSE));
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent event) {
        failures.remove(event.getAuthentication().getName());
    }
}
