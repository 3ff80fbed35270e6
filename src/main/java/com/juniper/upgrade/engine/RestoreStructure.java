package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Schema.Constraint;
import com.juniper.upgrade.engine.Schema.Index;
import com.juniper.upgrade.engine.Schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Builds the new version's constraints, indexes and SQL views for the modules that are installed, then the customer's own
 * (engine.md 7). Looks first what is there, so that it can be repeated.
 */
final class RestoreStructure implements Step {

    @Override
    public String name() {
        return "restore-structure";
    }

    @Override
    public String title() {
        return "Rebuild constraints, indexes and SQL views";
    }

    @Override
    public boolean transactional() {
        return false;
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        var ownership = Ownership.read(connection);
        var ours = SchemaReader.read(connection);
        var plan = new StructurePlan(context, connection, ours, ownership);
        columnRules(context, connection, ours, plan.wantedTables());
        var wanted = plan.constraints();
        var constraints = missing(connection, wanted, ours.constraints());
        var wantedIndexes = plan.indexes();
        var indexes = wantedIndexes.stream()
                .filter(index ->
                        ours.indexes().stream().noneMatch(other -> other.name().equals(index.name())))
                .toList();
        buildByTable(context, constraints, indexes);
        new ForeignKeys(context, connection)
                .build(constraints.stream()
                        .filter(constraint -> constraint.type().equals("f"))
                        .toList());
        long views = new SqlViews(context, connection).build(plan.standardViews(), plan.ownViews());
        // the same number whether it was built at once or in several runs
        return views
                + wantedIndexes.size()
                + wanted.stream().filter(key -> !key.type().equals("p")).count();
    }

    /** One that is there under its name with another definition is made anew. */
    private static List<Constraint> missing(Connection connection, List<Constraint> wanted, List<Constraint> existing)
            throws SQLException {
        Map<String, Constraint> byName = new HashMap<>();
        existing.forEach(constraint -> byName.put(constraint.table() + "." + constraint.name(), constraint));
        List<Constraint> missing = new ArrayList<>();
        for (Constraint constraint : wanted) {
            var same = byName.get(constraint.table() + "." + constraint.name());
            if (same != null && !same.definition().equals(constraint.definition())) {
                Sql.execute(
                        connection,
                        "alter table public.%s drop constraint %s"
                                .formatted(Sql.id(same.table()), Sql.id(same.name())));
                same = null;
            }
            if (same == null) {
                missing.add(constraint);
            }
        }
        return missing;
    }

    /** Defaults and NOT NULL as the new version has them. */
    private static void columnRules(HopContext context, Connection connection, Schema ours, Set<String> wanted)
            throws SQLException {
        for (Table table : context.theirs().schema().tables().values()) {
            var mine = ours.tables().get(table.name());
            if (mine == null || !wanted.contains(table.name())) {
                continue;
            }
            List<String> actions = new ArrayList<>();
            for (var column : table.columns().values()) {
                var existing = mine.columns().get(column.name());
                if (existing == null || existing.inherited()) {
                    continue;
                }
                if (column.notNull() && !existing.notNull()) {
                    actions.add("alter column %s set not null".formatted(Sql.id(column.name())));
                } else if (!column.notNull() && existing.notNull()) {
                    actions.add("alter column %s drop not null".formatted(Sql.id(column.name())));
                }
                if (column.defaultValue() == null && existing.defaultValue() != null) {
                    actions.add("alter column %s drop default".formatted(Sql.id(column.name())));
                }
            }
            apply(context, connection, table.name(), actions);
        }
    }

    private static void apply(HopContext context, Connection connection, String table, List<String> actions)
            throws SQLException {
        if (actions.isEmpty()) {
            return;
        }
        var prefix = "alter table public.%s ".formatted(Sql.id(table));
        try {
            Sql.execute(connection, prefix + String.join(", ", actions));
        } catch (SQLException all) {
            Sql.throwUnlessOfTheData(all);
            for (String action : actions) {
                try {
                    Sql.execute(connection, prefix + action);
                } catch (SQLException one) {
                    Sql.throwUnlessOfTheData(one);
                    context.findOnce(
                            connection,
                            problem("A rule of the new version does not hold for table " + table, table, action, one));
                }
            }
        }
    }

    static Finding problem(String title, String table, String what, SQLException cause) {
        return new Finding(
                "rows",
                "PROBLEM",
                "",
                title,
                Map.of(
                        "table",
                        table,
                        "what",
                        what,
                        "reason",
                        Objects.requireNonNullElse(cause.getSQLState(), "unknown")));
    }

    /** Unique keys, checks and indexes, each table by one of the parallel connections. */
    private static void buildByTable(HopContext context, List<Constraint> constraints, List<Index> indexes)
            throws SQLException {
        Map<String, List<String>> statements = new TreeMap<>();
        Function<String, List<String>> of = table -> statements.computeIfAbsent(table, key -> new ArrayList<>());
        constraints.stream()
                .filter(constraint -> !constraint.type().equals("f"))
                .forEach(constraint -> of.apply(constraint.table()).add(addConstraint(constraint)));
        indexes.forEach(index -> of.apply(index.table()).add(index.definition()));
        long total = statements.values().stream().mapToLong(List::size).sum();
        var done = new AtomicLong();
        new ParallelStatements(context.address(), context.settings())
                .run(statements, (connection, table, statement) -> {
                    execute(context, connection, table, statement);
                    context.progressed("restore-structure", done.incrementAndGet(), total);
                });
    }

    /** A statement that fails for what is in the table is a finding, not the end. */
    private static void execute(HopContext context, Connection connection, String table, String statement)
            throws SQLException {
        try {
            Sql.execute(connection, statement);
        } catch (SQLException e) {
            Sql.throwUnlessOfTheData(e);
            context.findOnce(
                    connection,
                    problem("A constraint or an index could not be built on table " + table, table, statement, e));
        }
    }

    static String addConstraint(Constraint constraint) {
        return alter(constraint.table(), List.of(constraint), "add constraint %s %s");
    }

    /** {@return one statement that does something to some of a table's constraints} */
    static String alter(String table, List<Constraint> keys, String action) {
        return "alter table public.%s %s"
                .formatted(
                        Sql.id(table),
                        keys.stream()
                                .map(key -> action.formatted(Sql.id(key.name()), key.definition()))
                                .collect(Collectors.joining(", ")));
    }

    static Map<String, List<Constraint>> byTable(List<Constraint> constraints) {
        return constraints.stream()
                .collect(Collectors.groupingBy(Constraint::table, TreeMap::new, Collectors.toList()));
    }
}
