package com.juniper.upgrade.artifacts;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key of each request's files (R31): AES-256-GCM in segments of 1 MiB, so that a file is written as it comes and read from
 * anywhere. Erasing the key erases the files, wherever copies of them are.
 */
@Component
class RequestKeys {

    private static final Logger log = LoggerFactory.getLogger(RequestKeys.class);
    private static final int BYTES = 32;
    private static final int SEGMENT = 1 << 20;
    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final MasterKeys masters;

    RequestKeys(JdbcClient jdbc, MasterKeys masters) {
        this.jdbc = jdbc;
        this.masters = masters;
    }

    private record Wrapped(UUID request, String master, String hex) {

        static Wrapped of(ResultSet row, int number) throws SQLException {
            return new Wrapped(row.getObject(1, UUID.class), row.getString(2), row.getString(3));
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    /** {@return what encrypts a request's files, with a new key if it has none} */
    StreamingAead make(UUID request) {
        return find(request).orElseGet(() -> {
            byte[] key = new byte[BYTES];
            new SecureRandom().nextBytes(key);
            jdbc.sql(
                            "insert into upgrade.request_key (request_id, master, wrapped) values (?, ?, ?) on conflict do nothing")
                    .params(request, masters.current(), masters.wrap(key, request))
                    .update();
            return find(request).orElseThrow(); // another thread's, if it was faster
        });
    }

    /** {@return what decrypts a request's files, if its key is not erased} */
    Optional<StreamingAead> find(UUID request) {
        return jdbc.sql(
                        "select request_id, master, encode(wrapped, 'hex') from upgrade.request_key where request_id = ?")
                .param(request)
                .query(Wrapped::of)
                .optional()
                .map(this::opened);
    }

    private StreamingAead opened(Wrapped key) {
        try {
            return new AesGcmHkdfStreaming(
                    masters.unwrap(key.bytes(), key.master(), key.request()), "HmacSha256", BYTES, SEGMENT, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Erases a request's key. */
    void erase(UUID request) {
        jdbc.sql("delete from upgrade.request_key where request_id = ?")
                .param(request)
                .update();
    }

    /** Erases the keys of requests whose files are all deleted. */
    void eraseUnused() {
        jdbc.sql("""
                        delete from upgrade.request_key k where created < now() - interval '1 day'
                          and not exists (select from upgrade.artifact a where a.request_id = k.request_id)""").update();
    }

    /** Wraps with the current master key what a former one wraps: after this the former one is of no more use. */
    @EventListener(ApplicationReadyEvent.class)
    void rotate() {
        int wrapped = 0;
        for (var keys = former(); !keys.isEmpty(); keys = former()) {
            for (var key : keys) {
                byte[] plain = masters.unwrap(key.bytes(), key.master(), key.request());
                wrapped += jdbc.sql(
                                "update upgrade.request_key set master = ?, wrapped = ? where request_id = ? and master = ?")
                        .params(masters.current(), masters.wrap(plain, key.request()), key.request(), key.master())
                        .update();
            }
        }
        if (wrapped > 0) {
            log.info("{} keys of requests are wrapped by the master key {} now", wrapped, masters.current());
        }
    }

    private List<Wrapped> former() {
        return jdbc
                .sql("select distinct master from upgrade.request_key where master <> ?")
                .param(masters.current())
                .query(String.class)
                .list()
                .stream()
                .filter(this::isHere)
                .findFirst()
                .map(master -> jdbc.sql(
                                "select request_id, master, encode(wrapped, 'hex') from upgrade.request_key where master = ? limit "
                                        + BATCH)
                        .param(master)
                        .query(Wrapped::of)
                        .list())
                .orElse(List.of());
    }

    private boolean isHere(String master) {
        boolean here = masters.has(master);
        if (!here) {
            log.error(
                    "Files of requests are encrypted by the master key {}, which is missing: give it in juniper.encryption.former-keys",
                    master);
        }
        return here;
    }
}
