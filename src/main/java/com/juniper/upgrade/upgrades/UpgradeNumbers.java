package com.juniper.upgrade.upgrades;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of which case a request is; that never changes, so each is asked for once. */
@Component
public class UpgradeNumbers {

    private static final int REMEMBERED = 1000;

    private final JdbcClient jdbc;
    private final Map<UUID, String> known = new LinkedHashMap<>(16, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    UpgradeNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** {@return the number of a request's case} */
    public Optional<String> of(UUID request) {
        synchronized (known) {
            var number = known.get(request);
            if (number != null) {
                return Optional.of(number);
            }
        }
        var found = jdbc.sql("select number from upgrade.request where id = ?")
                .param(request)
                .query(String.class)
                .optional();
        synchronized (known) {
            found.ifPresent(number -> known.put(request, number));
        }
        return found;
    }
}
