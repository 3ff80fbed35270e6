package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at an upgrade, in which the next fault strikes that has not been tried on a step yet. Holds locks that the
 * step runs into, as a superuser, so that what happens does not depend on luck.
 */
final class FaultyRun implements UpgradeListener, AutoCloseable {

    private static final int MOST_ATTEMPTS = 300;
    private static final String FINISH = "finish";

    private static final String OTHERS = "pg_stat_activity where datname = ? and pid <> ?";

    /** Stands for the end of the process. */
    static final class Death extends Error {
        Death(String step) {
            super("dead in " + step);
        }
    }

    /** What all attempts at one upgrade have seen. */
    record Memory(
            Set<String> tried, Set<String> struck, List<String> recorded, List<String> broken, List<String> deaths) {

        Memory() {
            this(
                    new HashSet<>(),
                    Collections.synchronizedSet(new HashSet<>()),
                    Collections.synchronizedList(new ArrayList<>()),
                    Collections.synchronizedList(new ArrayList<>()),
                    new ArrayList<>());
        }

        void died(Throwable e) {
            deaths.add(String.valueOf(e.getMessage()));
            assertThat(deaths).hasSizeLessThan(MOST_ATTEMPTS);
        }
    }

    private final List<String> where;
    private final List<Fault> faults;
    private final Memory memory;
    private final DatabaseAddress database;
    private final Connection superuser;
    private volatile boolean struck;
    private volatile boolean released;
    private @Nullable String dying;
    private @Nullable CompletableFuture<Void> watch;

    FaultyRun(DatabaseAddress database, List<String> where, List<Fault> faults, Memory memory) throws SQLException {
        this.where = where;
        this.faults = faults;
        this.memory = memory;
        this.database = database;
        this.superuser = TestPostgres.server().superuser(name()).connect();
        Sql.execute(
                superuser,
                "alter database %s set lock_timeout = '%s'"
                        .formatted(name(), faults.contains(Fault.LOCK_TIMEOUT) ? "2s" : "0"));
        if (WorkSchema.exists(superuser)) {
            Sql.execute(superuser, "drop trigger if exists dies on juniper_upgrade.step");
        }
    }

    private String name() {
        return database.url().replaceAll(".*/", "");
    }

    Memory memory() {
        return memory;
    }

    @Override
    public void stepStarted(String hop, String step, String title) {
        try {
            sameTime();
            if (memory.recorded().contains(step)) {
                memory.broken().add(step + " is done again");
            }
            var next = faults.stream()
                    .filter(fault -> !memory.tried().contains(fault.in(step)))
                    .findFirst();
            if (next.isPresent() && !struck && where.contains(step)) {
                memory.tried().add(next.get().in(step));
                strike(next.get(), step);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stepEnded(String hop, String step, long rows, Duration time) {
        try {
            release();
            if (Sql.number(superuser, "select count(*) from juniper_upgrade.step where name = ?", step) == 0) {
                memory.broken().add(step + " is not recorded");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        if (step.equals(dying)) {
            memory.broken().add(step + " did not die in its commit");
        }
        if (!memory.recorded().contains(step)) {
            memory.recorded().add(step);
        }
    }

    /** The last thing that is said before an upgrade returns. */
    @Override
    public void log(String line) {
        if (!faults.isEmpty() && memory.struck().add(FINISH)) {
            throw new Death(FINISH);
        }
    }

    private void release() throws SQLException {
        released = true;
        if (watch != null) {
            watch.join();
            watch = null;
            superuser.rollback();
            superuser.setAutoCommit(true);
        }
    }

    @Override
    public void close() throws SQLException {
        release();
        if (dying != null && !struck) {
            memory.tried().add(Fault.SESSION_ENDS_IN_THE_COMMIT.in(dying));
            hit(Fault.SESSION_ENDS_IN_THE_COMMIT, dying);
        }
        superuser.close();
    }

    /** What the engine writes as the time of its changes is the same in every run of the test. */
    private void sameTime() throws SQLException {
        Sql.execute(
                superuser,
                "update juniper_upgrade.upgrade set started = '2024-02-03 04:05:06' where started <> '2024-02-03 04:05:06'");
    }

    private void strike(Fault fault, String step) throws SQLException {
        switch (fault) {
            case DEATH_AT_START -> {
                hit(fault, step);
                throw new Death(step);
            }
            case SESSION_ENDS_IN_THE_COMMIT -> dieInCommit(step);
            case SESSIONS_END_AT_THE_RECORD -> runInto(fault, step, List.of("juniper_upgrade.step"));
            case SESSIONS_END_IN_A_STATEMENT -> {
                dieInCommit(step); // a step that needs none of the tables dies there
                runInto(fault, step, someTables(step));
            }
            case STATEMENT_CANCELLED, LOCK_TIMEOUT -> runInto(fault, step, someTables(step));
        }
    }

    private void hit(Fault fault, String step) {
        struck = true;
        memory.struck().add(fault.in(step));
    }

    private void dieInCommit(String step) throws SQLException {
        dying = step;
        Sql.execute(superuser, """
                create or replace function public.dies() returns trigger language plpgsql security definer as $$
                begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(60); return null; end $$""");
        Sql.execute(superuser, """
                create constraint trigger dies after insert on juniper_upgrade.step deferrable initially deferred
                for each row when (new.name = %s) execute function public.dies()""".formatted(Sql.literal(step)));
    }

    private List<String> someTables(String step) throws SQLException {
        var tables = new ArrayList<>(Sql.strings(
                superuser,
                "select format('public.%I', tablename) from pg_tables where schemaname = 'public' order by 1"));
        Collections.shuffle(tables, new Random(step.hashCode()));
        return tables.subList(0, tables.size() / 2);
    }

    /** Locks tables against writing, and waits for the step to need one; it may end without ever doing so. */
    private void runInto(Fault fault, String step, List<String> tables) throws SQLException {
        long mine = Sql.number(superuser, "select pg_backend_pid()");
        superuser.setAutoCommit(false);
        Sql.execute(superuser, "lock table %s in share row exclusive mode".formatted(String.join(", ", tables)));
        released = false;
        watch = CompletableFuture.runAsync(() -> awaitVictim(fault, step, mine));
    }

    private void awaitVictim(Fault fault, String step, long mine) {
        try (var observer = TestPostgres.server().superuser("postgres").connect()) {
            var waiting = "select count(*) from pg_stat_activity where datname = ? and %d = any(pg_blocking_pids(pid))"
                    .formatted(mine);
            while (!released && Sql.number(observer, waiting, name()) == 0) {
                Thread.onSpinWait();
            }
            if (released) {
                return;
            }
            hit(fault, step);
            switch (fault) {
                case LOCK_TIMEOUT -> {}
                case STATEMENT_CANCELLED ->
                    Sql.strings(observer, "select pg_cancel_backend(pid) from " + OTHERS, name(), mine);
                default -> Sql.strings(observer, "select pg_terminate_backend(pid) from " + OTHERS, name(), mine);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
