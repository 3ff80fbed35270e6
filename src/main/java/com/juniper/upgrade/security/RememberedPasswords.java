package com.juniper.upgrade.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Spares a password that was right a moment ago the slow check, which takes a processor 50 ms and more: programs send theirs
 * with each request. Wrong passwords are always checked. Only a keyed hash of both, the password and what is stored of it,
 * is remembered, for five minutes and in memory alone; whoever changes a password is not let in by the old one.
 */
final class RememberedPasswords implements PasswordEncoder {

    static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MOST = 1000;
    private static final String HASH = "HmacSHA256";

    private final PasswordEncoder slow;
    private final SecretKeySpec key;
    private final Cache<String, Boolean> right;

    RememberedPasswords(PasswordEncoder slow, InstantSource clock) {
        this.slow = slow;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, HASH);
        this.right = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    @Override
    public String encode(CharSequence password) {
        return slow.encode(password);
    }

    @Override
    public boolean matches(CharSequence password, String stored) {
        var both = hash(password, stored);
        if (right.getIfPresent(both) != null) {
            return true;
        }
        boolean matches = slow.matches(password, stored);
        if (matches) {
            right.put(both, true);
        }
        return matches;
    }

    @Override
    public boolean upgradeEncoding(String stored) {
        return slow.upgradeEncoding(stored);
    }

    private String hash(CharSequence password, String stored) {
        try {
            var mac = Mac.getInstance(HASH);
            mac.init(key);
            mac.update(stored.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            var bytes = password.toString().getBytes(StandardCharsets.UTF_8);
            var hash = HexFormat.of().formatHex(mac.doFinal(bytes));
            Arrays.fill(bytes, (byte) 0);
            return hash;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("This Java has no " + HASH, e);
        }
    }
}
