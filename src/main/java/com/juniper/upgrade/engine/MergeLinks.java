package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Merges the many-to-many links between standard records: added by the release, removed by it, or left alone. */
final class MergeLinks implements Step {

    private static final String NONE = "select null::int a, null::int b where false";

    @Override
    public String name() {
        return "merge-links";
    }

    @Override
    public String title() {
        return "Merge links between standard records";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        var before = new TreeMap<String, Catalog.Link>();
        context.base().links().forEach(link -> before.put(link.table(), link));
        var known = context.theirs().data().stream().map(Catalog.Data::table).collect(Collectors.toSet());
        long rows = 0;
        for (var link : context.theirs().links()) {
            if (!known.contains(link.table()) || !exists(connection, "public", link)) {
                continue;
            }
            var base = before.get(link.table());
            boolean inBase =
                    base != null && base.column1().equals(link.column1()) && exists(connection, HopContext.BASE, link);
            boolean inTheirs = exists(connection, HopContext.THEIRS, link);
            if (inBase || inTheirs) {
                rows += merge(
                        connection,
                        link,
                        inBase ? pairs(link, HopContext.BASE, "base_map", "base") : NONE,
                        inTheirs ? pairs(link, HopContext.THEIRS, "id_map", "theirs") : NONE);
            }
        }
        return rows + implyGroups(connection);
    }

    /** A user is in every group that one of his groups implies, as the ERP sees to when it is told of an implied group. */
    private static long implyGroups(Connection connection) throws SQLException {
        return Sql.update(connection, """
                insert into public.res_groups_users_rel (gid, uid)
                with recursive implied (gid, hid) as (
                  select gid, hid from public.res_groups_implied_rel
                  union select i.gid, r.hid from implied i join public.res_groups_implied_rel r on r.gid = i.hid)
                select distinct i.hid, u.uid from implied i join public.res_groups_users_rel u on u.gid = i.gid
                where not exists (select 1 from public.res_groups_users_rel x where (x.gid, x.uid) = (i.hid, u.uid))
                  and exists (select 1 from public.res_groups g where g.id = i.hid)
                order by 1, 2""");
    }

    private static boolean exists(Connection connection, String schema, Catalog.Link link) throws SQLException {
        return MatchRecords.columnTypes(connection, schema, link.table())
                .keySet()
                .containsAll(Set.of(link.column1(), link.column2()));
    }

    private static long merge(Connection connection, Catalog.Link link, String base, String theirs)
            throws SQLException {
        var columns = "%s, %s".formatted(Sql.id(link.column1()), Sql.id(link.column2()));
        long added = Sql.update(connection, """
                insert into public.%1$s (%2$s)
                select distinct a, b from (%3$s) t
                where (a, b) not in (%4$s) and not exists (select 1 from public.%1$s x where (x.%5$s, x.%6$s) = (a, b))
                order by a, b""".formatted(
                        Sql.id(link.table()), columns, theirs, base, Sql.id(link.column1()), Sql.id(link.column2())));
        long removed = Sql.update(
                connection,
                "delete from public.%1$s where (%2$s) in (%3$s) and (%2$s) not in (%4$s)"
                        .formatted(Sql.id(link.table()), columns, base, theirs));
        return added + removed;
    }

    /** The links of a release as pairs of the customer's ids. */
    private static String pairs(Catalog.Link link, String schema, String map, String side) {
        return """
                select m1.ours a, m2.ours b from %1$s.%2$s l
                join juniper_upgrade.%3$s m1 on m1.family = %4$s and m1.%5$s = l.%6$s
                join juniper_upgrade.%3$s m2 on m2.family = %7$s and m2.%5$s = l.%8$s""".formatted(
                        schema,
                        Sql.id(link.table()),
                        map,
                        Sql.literal(ModelTables.family(link.table1())),
                        side,
                        Sql.id(link.column1()),
                        Sql.literal(ModelTables.family(link.table2())),
                        Sql.id(link.column2()));
    }
}
