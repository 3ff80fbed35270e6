package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes down that the database is of the new version: module states, versions, dependencies, sequences. */
final class MarkModules implements Step {

    @Override
    public String name() {
        return "mark";
    }

    @Override
    public String title() {
        return "Mark the new version";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        long rows = 0;
        for (var module : context.theirs().modules().values()) {
            rows += Sql.update(connection, """
                    update public.ir_module_module set state = 'installed', latest_version = ?
                    where name = ? and name in (select name from juniper_upgrade.module where wanted)""", module.version(), module.name());
        }
        // a standard module that the new version does not install any more is not there: its code could not run on this
        // data
        rows += Sql.update(connection, """
                update public.ir_module_module m set state = 'uninstalled', latest_version = null
                from juniper_upgrade.module o where o.name = m.name and o.installed and not o.wanted
                and exists (select 1 from juniper_upgrade_base.ir_module_module b where b.name = m.name and b.state = 'installed')""");
        // one that the new version has, but its reference database does not, is of the new version's series
        rows += Sql.update(
                connection,
                """
                update public.ir_module_module m set latest_version = ? || substr(m.latest_version, length(?) + 1)
                from juniper_upgrade_theirs.ir_module_module t
                where t.name = m.name and t.state <> 'installed' and m.state = 'installed' and m.latest_version like ? || '.%'""",
                context.hop().to().toString(),
                context.hop().from().toString(),
                context.hop().from().toString());
        for (String table : List.of("ir_model_constraint", "ir_model_relation")) {
            rows += Sql.update(connection, """
                    delete from public.%s d using public.ir_module_module m
                    where m.id = d.module and m.state = 'uninstalled'""".formatted(table));
        }
        rows += Sql.update(connection, """
                delete from public.ir_model_data d
                where d.model is not null and not exists (select 1 from public.ir_model m where m.model = d.model)""");
        replaceChildren(connection, "ir_module_module_dependency");
        replaceChildren(connection, "ir_module_module_exclusion");
        IdSequences.advance(connection);
        return rows;
    }

    /** What modules need or exclude has no external ids of its own: it is taken from the release whole. */
    private static void replaceChildren(Connection connection, String table) throws SQLException {
        var theirs = MatchRecords.columnTypes(connection, HopContext.THEIRS, table);
        var ours = MatchRecords.columnTypes(connection, "public", table);
        if (theirs.isEmpty() || ours.isEmpty()) {
            return;
        }
        Sql.execute(connection, """
                delete from public.%1$s d using public.ir_module_module m, juniper_upgrade_theirs.ir_module_module t
                where m.id = d.module_id and t.name = m.name""".formatted(Sql.id(table)));
        var columns = theirs.keySet().stream()
                .filter(ours::containsKey)
                .filter(column -> !column.equals("id") && !column.equals("module_id"))
                .sorted()
                .map(Sql::id)
                .toList();
        var values = columns.stream()
                .map(column -> column.endsWith("_uid\"") ? "1" : "t." + column)
                .toList();
        Sql.execute(connection, """
                insert into public.%1$s (id, module_id, %2$s)
                select (select coalesce(max(id), 0) from public.%1$s) + row_number() over (order by t.id), m.id, %3$s
                from juniper_upgrade_theirs.%1$s t
                join juniper_upgrade_theirs.ir_module_module tm on tm.id = t.module_id
                join public.ir_module_module m on m.name = tm.name""".formatted(Sql.id(table), String.join(", ", columns), String.join(", ", values)));
    }
}
