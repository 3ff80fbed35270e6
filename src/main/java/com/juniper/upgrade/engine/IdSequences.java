package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The sequences from which tables take their ids. What they gave in a transaction that was lost stays given; so that a hop
 * that is resumed gives the same ids again, they are set by what was there when the hop began and by the rows that are there.
 */
final class IdSequences {

    private IdSequences() {}

    /** Remembers the highest id that each sequence has given, when a hop begins. */
    static void saveFloors(Connection connection) throws SQLException {
        Sql.execute(connection, "truncate juniper_upgrade.id_floor");
        save(connection, "greatest(juniper_upgrade.highest_id(tbl), pg_sequence_last_value(sequence))");
    }

    /** Adds what scripts have inserted since; new records are numbered from there. */
    static void raiseFloors(Connection connection) throws SQLException {
        save(connection, "juniper_upgrade.highest_id(tbl)");
    }

    private static void save(Connection connection, String floor) throws SQLException {
        Sql.execute(connection, """
                insert into juniper_upgrade.id_floor
                select family, %s from juniper_upgrade.id_sequence
                on conflict (family) do update set floor = greatest(id_floor.floor, excluded.floor)""".formatted(floor));
    }

    /** Makes the next id of every table one above all that were and all that are there. */
    static void advance(Connection connection) throws SQLException {
        Sql.query(connection, """
                select setval(sequence, greatest(1, juniper_upgrade.highest_id(tbl), floor))
                from juniper_upgrade.id_sequence left join juniper_upgrade.id_floor using (family)""", row -> row.getLong(1));
    }
}
