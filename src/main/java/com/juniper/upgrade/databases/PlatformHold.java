package com.juniper.upgrade.databases;

import com.juniper.upgrade.JuniperProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notices at the start that the platform's database was restored from a backup, and holds the platform until an operator lets
 * it go on: no step of a process, and no scheduled work that is not marked {@link com.juniper.upgrade.WhileHeld}.
 *
 * <p>Every few seconds the same time is written into the database and, after it, into {@code JUNIPER_HOME/platform.beat}. A
 * database that is older than its home folder, or whose home folder does not know it, is of before.
 */
@Component
public class PlatformHold {

    private static final Logger log = LoggerFactory.getLogger(PlatformHold.class);

    /** Numbers that were given after the backup are not given again: customers, roles and folders have them. */
    private static final int SKIPPED = 10_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Path file;
    private final Path part;
    private @Nullable Identity identity;
    private volatile boolean held;

    PlatformHold(JdbcClient jdbc, JuniperProperties properties, PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(manager);
        this.file = properties.home().resolve("platform.beat");
        this.part = properties.home().resolve("platform.beat." + properties.node());
    }

    /**
     * How the platform stands to its past.
     *
     * @param held since when it is held; null where it is not
     * @param backupOf the last sign of life in the backup; null where none was restored
     * @param reconciled when everything was compared with the clusters; null where that is not done
     */
    public record State(
            @Nullable Instant held,
            @Nullable Instant backupOf,
            @Nullable Instant reconciled) {}

    /** Looks whether the database was restored; at the start, in the home folder of all nodes. */
    public void begin() throws IOException {
        var written = beatOfHome(); // first: another node may beat meanwhile
        var known = beatOfDatabase();
        if (known.isPresent() && (written.isEmpty() || written.get().isAfter(known.get()))) {
            hold(known.get());
        } else if (written.isEmpty()) {
            write(Instant.EPOCH); // the home folder knows the database before that has a time
        }
        held = state().held() != null;
        if (held) {
            log.error(
                    "The platform's database was restored from a backup. Nothing is done until an operator lets it go on: /admin/recovery");
        }
    }

    private Optional<Instant> beatOfDatabase() {
        return jdbc.sql("select beat from upgrade.platform where beat is not null")
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** {@return the time in the home folder; none where it has no file that can be read} */
    private Optional<Instant> beatOfHome() throws IOException {
        try {
            return Optional.of(Instant.parse(Files.readString(file).strip()));
        } catch (NoSuchFileException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void hold(Instant backup) {
        transactions.executeWithoutResult(status -> {
            int first = jdbc.sql(
                            "update upgrade.platform set held = now(), backup_of = :beat, reconciled = null, beat = now() where beat = :beat")
                    .param("beat", Timestamp.from(backup))
                    .update();
            if (first == 0) {
                return; // another node that starts has seen it too
            }
            jdbc.sql("""
                            select setval(format('%I.%I', schemaname, sequencename)::regclass, coalesce(last_value, 0) + ?)
                            from pg_sequences where schemaname = 'upgrade'""").param(SKIPPED).query((row, number) -> true).list();
            jdbc.sql("""
                            update upgrade.request set restored = 'FOUND'
                            where state not in ('DELIVERED', 'REFUSED', 'FAILED', 'CANCELLED')""").update();
            jdbc.sql("update upgrade.mail set held = true where sent is null").update();
            jdbc.sql("""
                            insert into upgrade.recovery_finding (kind, place, subject, sentence, droppable)
                            values ('RESTORED', 'platform', now()::text, ?, false)""")
                    .param("The platform's database is of %s. What was done after that, it does not know."
                            .formatted(backup))
                    .update();
            jdbc.sql("select upgrade.audit_act('RESTORED', 'PLATFORM', null, null)")
                    .query((row, number) -> true)
                    .single();
        });
        beat();
    }

    /** Writes the time of now into the database, then into the home folder: on a full disk, the next time. */
    public void beat() {
        var now = jdbc.sql("update upgrade.platform set beat = greatest(beat, now()) returning beat, held")
                .query((row, number) -> {
                    held = row.getTimestamp(2) != null;
                    return row.getTimestamp(1).toInstant();
                })
                .single();
        try {
            write(now);
        } catch (IOException e) {
            log.warn("The home folder does not get the platform's time: {}", e.toString());
        }
    }

    private void write(Instant now) throws IOException {
        Files.writeString(
                part,
                now + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** By what the platform's marks on clusters are known, and with what they are signed. */
    record Identity(UUID id, String key) {}

    synchronized Identity identity() {
        if (identity == null) {
            identity = jdbc.sql("select id, key from upgrade.platform")
                    .query(Identity.class)
                    .single();
        }
        return Objects.requireNonNull(identity);
    }

    /** {@return whether nothing is to be done until an operator says so, as of the last {@link #beat}} */
    public boolean isHeld() {
        return held;
    }

    /** {@return how the platform stands to its past} */
    public State state() {
        return jdbc.sql("select held, backup_of, reconciled from upgrade.platform")
                .query((row, number) -> new State(
                        instant(row.getTimestamp(1)), instant(row.getTimestamp(2)), instant(row.getTimestamp(3))))
                .single();
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /** Remembers that everything was compared with the clusters. */
    public void reconciled() {
        jdbc.sql("update upgrade.platform set reconciled = now()").update();
    }

    /** Lets the platform go on: each node does within seconds. */
    public void letGo() {
        jdbc.sql("update upgrade.platform set held = null").update();
        held = false;
    }
}
