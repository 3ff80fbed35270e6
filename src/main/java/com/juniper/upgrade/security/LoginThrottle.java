package com.juniper.upgrade.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsChecker;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Refuses a login for a while: from an address after ten wrong passwords in a row, and from everywhere after a thousand, for
 * who guesses wrongly on purpose must not keep others out.
 */
@Component
class LoginThrottle implements UserDetailsChecker {

    private static final int ATTEMPTS_OF_ADDRESS = 10;
    private static final int ATTEMPTS = 1000;
    private static final int MOST_REMEMBERED = 20_000;
    static final Duration PAUSE = Duration.ofMinutes(5);
    static final String MESSAGE = "Too many wrong passwords; try again in %d minutes.".formatted(PAUSE.toMinutes());

    /**
     * Whose login is tried.
     *
     * @param address from where; null for everywhere
     */
    private record Login(String name, @Nullable String address) {}

    private final ConcurrentMap<Login, Integer> failures;

    @Autowired
    LoginThrottle() {
        this(InstantSource.system());
    }

    LoginThrottle(InstantSource clock) {
        failures = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED) // names are free to invent
                .expireAfterWrite(PAUSE)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .<Login, Integer>build()
                .asMap();
    }

    @Override
    public void check(UserDetails user) {
        if (failures.getOrDefault(from(user.getUsername()), 0) >= ATTEMPTS_OF_ADDRESS
                || failures.getOrDefault(fromEverywhere(user.getUsername()), 0) >= ATTEMPTS) {
            throw new LockedException(MESSAGE);
        }
    }

    @EventListener
    void failed(AuthenticationFailureBadCredentialsEvent event) {
        var name = event.getAuthentication().getName();
        failures.merge(from(name), 1, Integer::sum);
        failures.merge(fromEverywhere(name), 1, Integer::sum);
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent event) {
        var name = event.getAuthentication().getName();
        failures.remove(from(name));
        failures.remove(fromEverywhere(name));
    }

    /** From the address of the request that this thread serves. */
    private static Login from(String name) {
        return new Login(
                name,
                RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                        ? attributes.getRequest().getRemoteAddr()
                        : "");
    }

    private static Login fromEverywhere(String name) {
        return new Login(name, null);
    }
}
