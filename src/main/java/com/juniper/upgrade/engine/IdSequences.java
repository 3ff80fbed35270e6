package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The sequences from which tables take their ids. */
final class IdSequences {

    /** A table with the sequence that its column {@code id} owns. */
    record IdSequence(String table, String sequence) {

        /** {@return the highest id that it gave, or that is there} */
        String floor() {
            return "greatest((select coalesce(max(id), 0) from public.%s), (select last_value from public.%s))"
                    .formatted(Sql.id(table), Sql.id(sequence));
        }
    }

    private IdSequences() {}

    static List<IdSequence> read(Connection connection) throws SQLException {
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

    /**
     * Remembers the highest id that each sequence has given. New ids are counted from here and not taken from the
     * sequence, so that a step that is repeated after a crash gives the same ids again.
     */
    static void saveFloors(Connection connection) throws SQLException {
        Sql.execute(connection, "truncate juniper_upgrade.id_floor");
        for (var sequence : read(connection)) {
            Sql.execute(connection, """
                    insert into juniper_upgrade.id_floor select %s, %s
                    on conflict (family) do update set floor = greatest(id_floor.floor, excluded.floor)""".formatted(Sql.literal(ModelTables.family(sequence.table())), sequence.floor()));
        }
    }
}
