package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Runs a hop's steps through Flyway. A step is recorded with its figures in the transaction that did it; a run that is
 * repeated after a crash goes on with the first step that is not recorded.
 *
 * <p>Flyway's own history cannot be that checkpoint: it is written by another session before the step commits, so that
 * after a death in between it would name a step as done that was rolled back. It is emptied when a run begins.
 */
final class Checkpoints {

    private final HopContext context;
    private final List<Step> steps;
    private Runnable told = () -> {};

    Checkpoints(HopContext context, List<Step> steps) {
        this.context = context;
        this.steps = List.copyOf(steps);
    }

    void run() throws SQLException {
        forgetHistory();
        List<JavaMigration> migrations = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            migrations.add(new StepMigration(steps.get(i), i + 1));
        }
        try {
            Flyway.configure()
                    .dataSource(
                            context.address().url(),
                            context.address().user(),
                            context.address().password())
                    .schemas(HopContext.WORK)
                    .createSchemas(false)
                    .table("history")
                    .locations(new String[0])
                    .javaMigrations(migrations.toArray(JavaMigration[]::new))
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .outOfOrder(true)
                    .ignoreMigrationPatterns("*:*")
                    .configuration(java.util.Map.of("flyway.postgresql.transactional.lock", "false"))
                    .load()
                    .migrate();
            tellNow();
        } catch (FlywayException e) {
            throw new EngineException("The hop %s failed: %s".formatted(context.hop(), rootMessage(e)), e);
        }
    }

    private void forgetHistory() throws SQLException {
        try (var connection = context.address().connect()) {
            if (Sql.number(
                            connection,
                            "select count(*) from pg_tables where schemaname = 'juniper_upgrade' and tablename = 'history'")
                    > 0) {
                Sql.update(
                        connection,
                        "delete from juniper_upgrade.history where version like ?",
                        context.hop().to() + ".%");
            }
        }
    }

    /** Tells of the step before: it is committed when Flyway comes to the next one, or to the end. */
    private void tellNow() {
        told.run();
        told = () -> {};
    }

    private static String rootMessage(Throwable e) {
        var root = e;
        while (root.getCause() != null && !(root instanceof SQLException) && !(root instanceof EngineException)) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** A step as Flyway sees it. */
    private final class StepMigration implements JavaMigration {

        private final Step step;
        private final int position;

        StepMigration(Step step, int position) {
            this.step = step;
            this.position = position;
        }

        @Override
        public MigrationVersion getVersion() {
            return MigrationVersion.fromVersion(context.hop().to() + "." + position);
        }

        @Override
        public String getDescription() {
            return step.name();
        }

        @Override
        public @Nullable Integer getChecksum() {
            if (step instanceof Script script) {
                var crc = new CRC32();
                crc.update(script.sql().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                return (int) crc.getValue();
            }
            return null;
        }

        @Override
        public boolean canExecuteInTransaction() {
            return step.transactional();
        }

        @Override
        public void migrate(Context flyway) throws Exception {
            tellNow();
            var connection = flyway.getConnection();
            var hop = context.hop().toString();
            HopContext.prepare(connection, context.settings());
            var recorded = recorded(connection, hop);
            if (!recorded.isEmpty()) {
                tell(
                        hop,
                        recorded.get(0).rows(),
                        Duration.ofMillis(recorded.get(0).millis()));
                return;
            }
            context.listener().stepStarted(hop, step.name(), step.title());
            long start = System.nanoTime();
            long rows = step.run(context, connection);
            var time = Duration.ofNanos(System.nanoTime() - start);
            record(connection, hop, rows, time);
            tell(hop, rows, time);
        }

        private void tell(String hop, long rows, Duration time) {
            told = () -> context.listener().stepEnded(hop, step.name(), rows, time);
        }

        private List<StepResult> recorded(Connection connection, String hop) throws SQLException {
            return Sql.query(
                    connection,
                    "select name, title, rows, millis from juniper_upgrade.step where hop = ? and name = ?",
                    row -> new StepResult(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)),
                    hop,
                    step.name());
        }

        private void record(Connection connection, String hop, long rows, Duration time) throws SQLException {
            Sql.execute(connection, "set synchronous_commit = on");
            Sql.update(
                    connection,
                    "insert into juniper_upgrade.step (hop, name, title, rows, millis) values (?, ?, ?, ?, ?)",
                    hop,
                    step.name(),
                    step.title(),
                    rows,
                    time.toMillis());
        }
    }
}
