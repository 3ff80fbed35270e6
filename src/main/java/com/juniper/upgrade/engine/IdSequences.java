package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sequences from which tables take their ids. What they gave in a transaction that was lost stays given; so that a hop
 * that is resumed gives the same ids again, they are set by what was there when the hop began and by the rows that are there.
 */
final class IdSequences {

    /** A table with the sequence that its column {@code id} owns. */
    private record IdSequence(String table, String sequence) {

        String family() {
            return Sql.literal(ModelTables.family(table));
        }

        String highest() {
            return "(select coalesce(max(id), 0) from public.%s)".formatted(Sql.id(table));
        }
    }

    private IdSequences() {}

    private static List<IdSequence> read(Connection connection) throws SQLException {
        return Sql.query(connection, """
                select t.relname, s.relname
                from pg_class s
                join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype = 'a'
                join pg_class t on t.oid = d.refobjid and t.relkind = 'r'
                join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid and a.attname = 'id'
                join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
                where s.relkind = 'S' and s.relnamespace = n.oid
                order by t.relname""", row -> new IdSequence(row.getString(1), row.getString(2)));
    }

    /** Remembers the highest id that each sequence has given, when a hop begins. */
    static void saveFloors(Connection connection) throws SQLException {
        Sql.execute(connection, "truncate juniper_upgrade.id_floor");
        save(
                connection,
                read(connection).stream()
                        .map(sequence ->
                                "select %s as family, greatest(%s, (select last_value from public.%s)) as floor"
                                        .formatted(sequence.family(), sequence.highest(), Sql.id(sequence.sequence())))
                        .toList());
    }

    /** Adds what scripts have inserted since; new records are numbered from there. */
    static void raiseFloors(Connection connection) throws SQLException {
        save(
                connection,
                read(connection).stream()
                        .map(sequence ->
                                "select %s as family, %s as floor".formatted(sequence.family(), sequence.highest()))
                        .toList());
    }

    private static void save(Connection connection, List<String> floors) throws SQLException {
        Sql.execute(connection, """
                insert into juniper_upgrade.id_floor
                select family, max(floor) from (%s) f group by family
                on conflict (family) do update set floor = greatest(id_floor.floor, excluded.floor)""".formatted(String.join(" union all ", floors)));
    }

    /** Makes the next id of every table one above all that were and all that are there. */
    static void advance(Connection connection) throws SQLException {
        var settings = read(connection).stream()
                .map(sequence ->
                        "setval(%s, greatest(1, %s, (select floor from juniper_upgrade.id_floor where family = %s)))"
                                .formatted(
                                        Sql.literal("public." + Sql.id(sequence.sequence())),
                                        sequence.highest(),
                                        sequence.family()))
                .collect(Collectors.toList());
        for (int i = 0; i < settings.size(); i += 500) {
            Sql.query(
                    connection,
                    "select " + String.join(", ", settings.subList(i, Math.min(settings.size(), i + 500))),
                    row -> row.getLong(1));
        }
    }
}
