package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs groups of statements over several connections, prepared as the steps' own. */
final class ParallelStatements {

    /** Runs one statement of a group. */
    interface Work {
        void run(Connection connection, String group, String statement) throws SQLException;
    }

    private final DatabaseAddress address;
    private final UpgradeSettings settings;

    ParallelStatements(DatabaseAddress address, UpgradeSettings settings) {
        this.address = address;
        this.settings = settings;
    }

    /** Runs the statements of each group (a table) in their order, different groups at the same time, the first ones first. */
    void run(Map<String, List<String>> groups, Work work) throws SQLException {
        var threads = Executors.newFixedThreadPool(settings.connections());
        var queue = new ConcurrentLinkedQueue<>(groups.entrySet());
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < settings.connections(); i++) {
                results.add(threads.submit(() -> {
                    empty(queue, work);
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while working on tables", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void empty(Queue<Map.Entry<String, List<String>>> queue, Work work) throws SQLException {
        try (Connection connection = address.connect()) {
            HopContext.prepare(connection, settings);
            Sql.execute(connection, "set maintenance_work_mem = '256MB'");
            for (var group = queue.poll(); group != null; group = queue.poll()) {
                for (String statement : group.getValue()) {
                    work.run(connection, group.getKey(), statement);
                }
            }
        }
    }
}
