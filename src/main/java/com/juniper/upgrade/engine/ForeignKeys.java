package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Schema.Constraint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Builds foreign keys; rows that lost their target follow the key's own ON DELETE rule, and are counted. */
final class ForeignKeys {

    private static final String VIOLATED = "23503";

    /** Bytes; below, checking takes no longer than a second statement. */
    private static final int LARGE = 8 << 20;

    private final HopContext context;
    private final Connection connection;

    ForeignKeys(HopContext context, Connection connection) {
        this.context = context;
        this.connection = connection;
    }

    void build(List<Constraint> keys) throws SQLException {
        var byTable = RestoreStructure.byTable(keys);
        var large = large();
        Map<String, List<String>> checks = new LinkedHashMap<>();
        for (var table : byTable.entrySet()) {
            boolean later = large.contains(table.getKey());
            if (!add(table.getKey(), table.getValue(), later)) {
                buildOneByOne(table.getValue());
            } else if (later) {
                checks.put(
                        table.getKey(),
                        List.of(RestoreStructure.alter(table.getKey(), table.getValue(), "validate constraint %s")));
            }
        }
        byTable.keySet().retainAll(broken(checks));
        for (var table : byTable.entrySet()) {
            Sql.execute(connection, RestoreStructure.alter(table.getKey(), table.getValue(), "drop constraint %s"));
            buildOneByOne(table.getValue());
        }
    }

    /** Tables that take long to look through: their keys are added unchecked, and then checked in parallel. */
    private Set<String> large() throws SQLException {
        return Set.copyOf(Sql.strings(
                connection,
                "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > "
                        + LARGE));
    }

    private boolean add(String table, List<Constraint> keys, boolean unchecked) throws SQLException {
        try {
            Sql.execute(
                    connection,
                    RestoreStructure.alter(table, keys, "add constraint %s %s" + (unchecked ? " not valid" : "")));
            return true;
        } catch (SQLException e) {
            Sql.throwUnlessOfTheData(e);
            return false;
        }
    }

    /** Checks keys, and returns the tables with rows that break one. */
    private Set<String> broken(Map<String, List<String>> checks) throws SQLException {
        Set<String> broken = new ConcurrentSkipListSet<>();
        new ParallelStatements(context.address(), context.settings()).run(checks, (own, table, check) -> {
            try {
                Sql.execute(own, check);
            } catch (SQLException e) {
                Sql.throwUnlessOfTheData(e);
                broken.add(table);
            }
        });
        return broken;
    }

    private void buildOneByOne(List<Constraint> keys) throws SQLException {
        for (Constraint key : keys) {
            build(key);
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
            try {
                resolveOrphans(key);
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
                ? delete(key.table(), "delete from %s where %s".formatted(table, orphan))
                : Sql.update(connection, "update %s set %s = null where %s".formatted(table, column, orphan));
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

    /** Deletes rows and counts them, and those that go with them: keys that are built already may delete rows of other tables. */
    private long delete(String table, String deletion) throws SQLException {
        count(table, "+");
        long rows = Sql.update(connection, deletion);
        count(table, "-");
        return rows;
    }

    private void count(String table, String sign) throws SQLException {
        Sql.update(connection, """
                insert into juniper_upgrade.lost_rows
                with recursive reached (tbl) as (
                  select to_regclass(?)::oid
                  union select k.conrelid from pg_constraint k join reached r on k.confrelid = r.tbl
                  where k.contype = 'f' and k.confdeltype = 'c')
                select c.relname, %s juniper_upgrade.count_rows(format('select count(*) from only public.%%I', c.relname))
                from reached r join pg_class c on c.oid = r.tbl where c.relnamespace = 'public'::regnamespace""".formatted(sign), "public." + Sql.id(table));
    }
}
