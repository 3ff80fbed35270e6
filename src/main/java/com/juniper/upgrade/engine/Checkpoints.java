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
 * Runs a hop's steps through Flyway, whose history is the checkpoint: a run that is repeated after a crash goes on with
 * the first step that is not done. A step is recorded with its figures in the transaction that did it.
 */
final class Checkpoints {

    private final HopContext context;
    private final List<Step> steps;

    Checkpoints(HopContext context, List<Step> steps) {
        this.context = context;
        this.steps = List.copyOf(steps);
    }

    void run() {
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
        } catch (FlywayException e) {
            throw new EngineException("The hop %s failed: %s".formatted(context.hop(), rootMessage(e)), e);
        }
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
            var connection = flyway.getConnection();
            var hop = context.hop().toString();
            context.prepare(connection);
            if (Sql.number(
                            connection,
                            "select count(*) from juniper_upgrade.step where hop = ? and name = ?",
                            hop,
                            step.name())
                    > 0) {
                return; // committed, but not yet in Flyway's history when the run was killed
            }
            context.listener().stepStarted(hop, step.name(), step.title());
            long start = System.nanoTime();
            long rows = step.run(context, connection);
            var time = Duration.ofNanos(System.nanoTime() - start);
            record(connection, hop, rows, time);
            context.listener().stepEnded(hop, step.name(), rows, time);
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
