package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Runs groups of statements over several connections; a statement that fails is a finding, not the end. */
final class ParallelStatements {

    private final HopContext context;

    ParallelStatements(HopContext context) {
        this.context = context;
    }

    /** Runs the statements of each group (a table) in their order, different groups at the same time. */
    void run(Map<String, List<String>> groups) throws SQLException {
        var threads = Executors.newFixedThreadPool(context.settings().connections());
        var queue = new java.util.concurrent.ConcurrentLinkedQueue<>(groups.entrySet());
        long total = groups.values().stream().mapToLong(List::size).sum();
        var done = new AtomicLong();
        try {
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < context.settings().connections(); i++) {
                results.add(threads.submit(() -> work(queue, done, total)));
            }
            for (Future<Long> result : results) {
                result.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while rebuilding indexes", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private long work(java.util.Queue<Map.Entry<String, List<String>>> queue, AtomicLong done, long total)
            throws SQLException {
        try (Connection connection = context.address().connect()) {
            context.prepare(connection);
            Sql.execute(connection, "set maintenance_work_mem = '256MB'");
            for (var group = queue.poll(); group != null; group = queue.poll()) {
                for (String statement : group.getValue()) {
                    execute(connection, group.getKey(), statement);
                    context.progressed("restore-structure", done.incrementAndGet(), total);
                }
            }
        }
        return 0;
    }

    private void execute(Connection connection, String table, String statement) throws SQLException {
        try {
            Sql.execute(connection, statement);
        } catch (SQLException e) {
            Sql.throwUnlessOfTheData(e);
            context.findOnce(
                    connection,
                    RestoreStructure.problem(
                            "A constraint or an index could not be built on table " + table, table, statement, e));
        }
    }
}
