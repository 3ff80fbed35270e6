package com.juniper.upgrade.upgrades;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of which case a request is; that never changes, so each is asked for once. */
@Component
public class UpgradeNumbers {

    private static final int REMEMBERED = 1000;

    private final JdbcClient jdbc;
    private final Cache<UUID, String> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    UpgradeNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** {@return the number of a request's case} */
    public Optional<String> of(UUID request) {
        var number = known.getIfPresent(request);
        if (number != null) {
            return Optional.of(number);
        }
        var found = jdbc.sql("select number from upgrade.request where id = ?")
                .param(request)
                .query(String.class)
                .optional();
        found.ifPresent(it -> known.put(request, it));
        return found;
    }
}
