package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine's own tables in the database that it works on. */
final class WorkSchema {

    private WorkSchema() {}

    static boolean exists(Connection connection) throws SQLException {
        return Sql.number(
                        connection,
                        "select count(*) from pg_tables where schemaname = 'juniper_upgrade' and tablename = 'upgrade'")
                > 0;
    }

    /** Makes the tables when the upgrade begins, and writes down which hop is under way. */
    static void prepare(Connection connection, Hop hop) throws SQLException {
        connection.setAutoCommit(false);
        if (!exists(connection)) {
            drop(connection);
            Sql.execute(connection, Scripts.resource("work-schema.sql"));
            Sql.update(
                    connection,
                    "insert into juniper_upgrade.upgrade (from_version, to_version, started) values (?, ?, date_trunc('second', now() at time zone 'utc'))",
                    hop.from().toString(),
                    hop.from().toString());
        }
        if (unfinishedHop(connection) == null) {
            begin(connection, hop);
            Sql.execute(connection, "truncate juniper_upgrade.module");
            IdSequences.saveFloors(connection);
        } else {
            IdSequences.advance(connection);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Writes down that a hop is under way. */
    static void begin(Connection connection, Hop hop) throws SQLException {
        Sql.update(
                connection,
                "insert into juniper_upgrade.hop (from_version, to_version, done) values (?, ?, false)",
                hop.from().toString(),
                hop.to().toString());
    }

    static @Nullable Hop unfinishedHop(Connection connection) throws SQLException {
        var hops = Sql.query(
                connection, "select from_version, to_version from juniper_upgrade.hop where not done", WorkSchema::hop);
        return hops.isEmpty() ? null : hops.get(0);
    }

    static List<Hop> hops(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                "select from_version, to_version from juniper_upgrade.hop order by position",
                WorkSchema::hop);
    }

    private static Hop hop(java.sql.ResultSet row) throws SQLException {
        return new Hop(Version.parse(row.getString(1)), Version.parse(row.getString(2)));
    }

    static void hopDone(Connection connection) throws SQLException {
        Sql.execute(connection, "update juniper_upgrade.hop set done = true");
    }

    static Hop versions(Connection connection) throws SQLException {
        var hops = hops(connection);
        return new Hop(hops.get(0).from(), hops.get(hops.size() - 1).to());
    }

    static void drop(Connection connection) throws SQLException {
        Sql.execute(connection, "drop schema if exists %s cascade".formatted(HopContext.WORK));
        dropReleases(connection);
    }

    /** Drops the records of the releases, which no hop needs any more. */
    static void dropReleases(Connection connection) throws SQLException {
        for (String schema : List.of(HopContext.BASE, HopContext.THEIRS)) {
            Sql.execute(connection, "drop schema if exists %s cascade".formatted(schema));
        }
    }
}
