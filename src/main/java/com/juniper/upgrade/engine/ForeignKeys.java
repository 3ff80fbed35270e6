package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Schema.Constraint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds foreign keys; rows that lost their target follow the key's own ON DELETE rule, and are counted. */
final class ForeignKeys {

    private static final String VIOLATED = "23503";

    private final HopContext context;
    private final Connection connection;

    ForeignKeys(HopContext context, Connection connection) {
        this.context = context;
        this.connection = connection;
    }

    void build(List<Constraint> keys) throws SQLException {
        for (var table : RestoreStructure.byTable(keys).entrySet()) {
            var additions = table.getValue().stream()
                    .map(key -> "add constraint %s %s".formatted(Sql.id(key.name()), key.definition()))
                    .collect(Collectors.joining(", "));
            try {
                Sql.execute(connection, "alter table public.%s %s".formatted(Sql.id(table.getKey()), additions));
            } catch (SQLException e) {
                Sql.throwUnlessOfTheData(e);
                for (Constraint key : table.getValue()) {
                    build(key);
                }
            }
        }
    }

    private void build(Constraint key) throws SQLException {
        try {
            Sql.execute(connection, RestoreStructure.addConstraint(key));
        } catch (SQLException e) {
            Sql.throwUnlessOfTheData(e);
            if (!VIOLATED.equals(e.getSQLState())) {
                context.findOnce(
                        connection,
                        RestoreStructure.problem(
                                "A foreign key could not be built on table " + key.table(),
                                key.table(),
                                key.name(),
                                e));
                return;
            }
            resolveOrphans(key);
            try {
                Sql.execute(connection, RestoreStructure.addConstraint(key));
            } catch (SQLException again) {
                Sql.throwUnlessOfTheData(again);
                context.findOnce(
                        connection,
                        RestoreStructure.problem(
                                "Rows of table " + key.table() + " point to records that do not exist",
                                key.table(),
                                key.name(),
                                again));
            }
        }
    }

    /** What lost its target can be cleared even where the key would have kept the target: it is gone already. */
    private boolean isRequired(Constraint key) throws SQLException {
        return Sql.number(
                        connection,
                        "select count(*) from pg_attribute where attrelid = to_regclass(?) and attname = ? and attnotnull",
                        "public." + Sql.id(key.table()),
                        key.columns().get(0))
                > 0;
    }

    /** Mends the rows and tells of it in one transaction: a run that dies has done both or neither. */
    private void resolveOrphans(Constraint key) throws SQLException {
        connection.setAutoCommit(false);
        try {
            followRule(key);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void followRule(Constraint key) throws SQLException {
        if (key.columns().size() != 1 || key.target() == null) {
            return;
        }
        var column = Sql.id(key.columns().get(0));
        var table = "public." + Sql.id(key.table());
        var orphan = "%1$s is not null and not exists (select 1 from public.%2$s x where x.id = %3$s.%1$s)"
                .formatted(column, Sql.id(key.target()), table);
        boolean cascade = key.definition().contains("ON DELETE CASCADE");
        if (!cascade && isRequired(key)) {
            return;
        }
        long rows = cascade
                ? Sql.update(connection, "delete from %s where %s".formatted(table, orphan))
                : Sql.update(connection, "update %s set %s = null where %s".formatted(table, column, orphan));
        if (cascade) {
            Sql.update(connection, "insert into juniper_upgrade.lost_rows values (?, ?)", key.table(), rows);
        }
        context.find(
                connection,
                new Finding(
                        "rows",
                        "INFO",
                        "",
                        "%d rows of %s lost what %s pointed to; they were %s"
                                .formatted(rows, key.table(), key.columns().get(0), cascade ? "deleted" : "cleared"),
                        Map.of("table", key.table(), "column", key.columns().get(0), "rows", Long.toString(rows))));
    }
}
