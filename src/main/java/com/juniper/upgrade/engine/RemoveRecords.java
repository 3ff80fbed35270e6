package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes standard records that the new version no longer has: deleted when the customer left them as they were and
 * nothing refers to them, archived or kept otherwise; what describes the ERP to itself always goes (engine.md 5).
 */
final class RemoveRecords implements Step {

    private static final Set<String> DESCRIPTIONS = Set.of(
            "ir_ui_view",
            "ir_ui_menu",
            "ir_actions",
            "ir_act_window",
            "ir_act_url",
            "ir_act_server",
            "ir_act_report_xml",
            "ir_act_client",
            "ir_act_window_view",
            "ir_model_access",
            "ir_rule",
            "ir_model_fields",
            "ir_model",
            "ir_model_fields_selection",
            "ir_model_constraint",
            "ir_model_relation",
            "ir_asset",
            "ir_cron",
            "ir_module_module");

    /** Texts that name fields: one that nobody changed must not outlive them, though updates do not touch it. */
    private static final Set<String> TEXTS = Set.of("mail_template", "sms_template");

    private static final Set<String> KEPT = Set.of("res_users", "res_company", "res_partner");

    @Override
    public String name() {
        return "remove-records";
    }

    @Override
    public String title() {
        return "Remove what the new version no longer has";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        collectGone(connection);
        collectUncarried(connection);
        keepCustomViews(context, connection);
        long rows = 0;
        for (String table : Sql.strings(connection, "select distinct tbl from juniper_upgrade.gone order by 1")) {
            if (DESCRIPTIONS.contains(table)) {
                rows += Sql.update(
                        connection,
                        "delete from only public.%s where id in (select id from juniper_upgrade.gone where tbl = ?)"
                                .formatted(Sql.id(table)),
                        table);
            } else if (!KEPT.contains(table)) {
                rows += removeData(context, connection, table);
            }
        }
        rows += forgetDocuments(connection);
        Sql.execute(connection, "drop table juniper_upgrade.gone");
        return rows;
    }

    /** Records that only external ids of the old version name. */
    private static void collectGone(Connection connection) throws SQLException {
        Sql.execute(connection, """
                create table juniper_upgrade.gone as
                select distinct on (o.tbl, o.id) o.tbl, o.family, o.id, m.base, o.noupdate
                from juniper_upgrade.our_record o
                join juniper_upgrade.base_record b using (module, name)
                join juniper_upgrade.base_map m on m.family = o.family and m.ours = o.id
                where o.name !~ '^[0-9]+_'
                  and (o.module in (select name from juniper_upgrade.module where wanted)
                       or not exists (select 1 from juniper_upgrade_theirs.ir_model_data x where x.module = o.module))
                  and not exists (select 1 from juniper_upgrade.our_record x where (x.tbl, x.id) = (o.tbl, o.id)
                        and (exists (select 1 from juniper_upgrade_theirs.ir_model_data t join juniper_upgrade.model_table mt using (model)
                                     where (t.module, t.name) = (x.module, x.name) and mt.tbl = x.tbl)
                             or not exists (select 1 from juniper_upgrade_base.ir_model_data y where (y.module, y.name) = (x.module, x.name))))
                  and not exists (select 1 from juniper_upgrade.id_map i where i.family = o.family and i.ours = o.id)
                order by o.tbl, o.id, o.noupdate desc, m.base;
                alter table juniper_upgrade.gone add primary key (tbl, id)""");
    }

    /** What described a standard module that the reference database never had, and the new version does not know. */
    private static void collectUncarried(Connection connection) throws SQLException {
        Sql.update(connection, """
                with lost as (
                  select m.name from juniper_upgrade.module m join juniper_upgrade_base.ir_module_module b using (name)
                  where m.installed and not m.wanted and b.state <> 'installed'
                    and not exists (select 1 from juniper_upgrade_theirs.ir_module_module t where t.name = m.name))
                insert into juniper_upgrade.gone
                select distinct on (o.tbl, o.id) o.tbl, o.family, o.id, null, o.noupdate
                from juniper_upgrade.our_record o
                where o.tbl = any (?) and o.module in (select name from lost)
                  and not exists (select 1 from juniper_upgrade.our_record x where (x.tbl, x.id) = (o.tbl, o.id)
                                  and x.module not in (select name from lost))
                on conflict do nothing""", (Object) DESCRIPTIONS.toArray(String[]::new));
    }

    /** The customer's views below a standard view that goes are disabled, kept, and reported (R78). */
    private static void keepCustomViews(HopContext context, Connection connection) throws SQLException {
        Sql.update(connection, """
                with recursive lost as (
                  select v.id from public.ir_ui_view v join juniper_upgrade.gone p on p.tbl = 'ir_ui_view' and p.id = v.inherit_id
                  where v.id not in (select id from juniper_upgrade.gone where tbl = 'ir_ui_view')
                  union select v.id from public.ir_ui_view v join lost on v.inherit_id = lost.id
                  where v.id not in (select id from juniper_upgrade.gone where tbl = 'ir_ui_view')),
                reported as (
                  insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
                  select ?, 'views', 'WARNING', '', format('View "%s" is disabled: the view that it extends is gone', v.name),
                         jsonb_build_object('view', v.id::text, 'name', v.name, 'model', coalesce(v.model, ''), 'xml', left(v.arch_db::text, 20000))
                  from public.ir_ui_view v join lost using (id) where v.active)
                update public.ir_ui_view v set active = false, mode = 'primary', inherit_id = null from lost where lost.id = v.id""", context.hop().toString());
    }

    /** What hangs on a record that is gone goes with it, and what hung on a model that is gone hangs on nothing. */
    private static long forgetDocuments(Connection connection) throws SQLException {
        long rows = 0;
        for (String table : Sql.strings(connection, "select distinct tbl from juniper_upgrade.gone order by 1")) {
            rows += Sql.update(connection, """
                    delete from public.ir_attachment a using juniper_upgrade.gone g, juniper_upgrade.model_table m
                    where g.tbl = ? and m.tbl = g.tbl and a.res_model = m.model and a.res_id = g.id
                      and not exists (select 1 from only public.%s x where x.id = g.id)""".formatted(Sql.id(table)), table);
        }
        Sql.update(connection, "insert into juniper_upgrade.lost_rows values ('ir_attachment', ?)", rows);
        var gone = " is not null and not exists (select 1 from public.ir_model m where m.model = %s)";
        rows += Sql.update(
                connection,
                "update public.ir_attachment a set res_model = null, res_id = null where a.res_model"
                        + gone.formatted("a.res_model"));
        for (String table : List.of("mail_followers", "mail_activity")) {
            Sql.update(
                    connection,
                    "call juniper_upgrade.delete_rows(?, ?, 'their documents are of a model that is gone')",
                    table,
                    "x.res_model" + gone.formatted("x.res_model"));
        }
        if (!MatchRecords.columnTypes(connection, "public", "mail_message").isEmpty()) {
            rows += Sql.update(
                    connection,
                    "update public.mail_message a set model = null, res_id = null where a.model"
                            + gone.formatted("a.model"));
        }
        return rows;
    }

    private static long removeData(HopContext context, Connection connection, String table) throws SQLException {
        var ours = MatchRecords.columnTypes(connection, "public", table);
        // what updates must not touch became the customer's own: it is neither deleted nor archived
        var condition = "exists (select 1 from juniper_upgrade.gone g where g.tbl = %s and g.id = c.id%s)"
                .formatted(Sql.literal(table), TEXTS.contains(table) ? "" : " and not g.noupdate");
        long deleted = Sql.update(
                connection,
                "delete from only public.%s c where %s and %s%s"
                        .formatted(
                                Sql.id(table),
                                condition,
                                unchanged(connection, table, ours),
                                unreferenced(connection, table)));
        var left = Sql.number(
                connection, "select count(*) from only public.%s c where %s".formatted(Sql.id(table), condition));
        if (left > 0) {
            long archived = ours.containsKey("active")
                    ? Sql.update(
                            connection,
                            "update only public.%s c set active = false where %s and active"
                                    .formatted(Sql.id(table), condition))
                    : 0;
            context.find(
                    connection,
                    new Finding(
                            "records",
                            "INFO",
                            "",
                            "%d records of %s are no longer standard; they are %s because you changed or use them"
                                    .formatted(left, table, archived > 0 ? "archived" : "kept"),
                            Map.of("table", table, "records", Long.toString(left))));
        }
        return deleted;
    }

    /** {@return a text, or its source language where it is translated; null where a column holds no text} */
    private static @Nullable String text(String row, String column, String type) {
        var name = row + "." + Sql.id(column);
        if (type.equals("jsonb")) {
            return name + "->>'en_US'";
        }
        return type.equals("text") || type.startsWith("character varying") ? name + "::text" : null;
    }

    private static String unchanged(Connection connection, String table, Map<String, String> ours) throws SQLException {
        var base = MatchRecords.columnTypes(connection, HopContext.BASE, table);
        List<String> same = new ArrayList<>();
        for (var column : base.entrySet()) {
            var name = column.getKey();
            var comparable =
                    !name.equals("id") && !name.endsWith("_id") && !name.endsWith("_uid") && !name.endsWith("_date");
            var before = text("b", name, column.getValue());
            var now = text("c", name, ours.getOrDefault(name, ""));
            if (comparable && before != null && now != null) {
                same.add("%s is not distinct from %s".formatted(before, now));
            } else if (comparable && column.getValue().equals(ours.get(name))) {
                same.add("b.%1$s is not distinct from c.%1$s".formatted(Sql.id(name)));
            }
        }
        return "exists (select 1 from juniper_upgrade.gone g join juniper_upgrade_base.%s b on b.id = g.base where g.tbl = %s and g.id = c.id%s)"
                .formatted(
                        Sql.id(table), Sql.literal(table), same.isEmpty() ? "" : " and " + String.join(" and ", same));
    }

    /** A record is in use when a foreign key that does not delete its row points to it. */
    private static String unreferenced(Connection connection, String table) throws SQLException {
        var conditions = Sql.query(
                connection,
                """
                select tbl, columns[1] from juniper_upgrade.saved_constraint
                where type = 'f' and target = ? and cardinality(columns) = 1 and definition not like '%ON DELETE CASCADE%'
                  and exists (select 1 from pg_attribute where attrelid = to_regclass('public.' || quote_ident(tbl)) and attname = columns[1] and not attisdropped
                              and atttypid = 'integer'::regtype)""",
                row -> " and not exists (select 1 from public.%s x where x.%s = c.id)"
                        .formatted(Sql.id(row.getString(1)), Sql.id(row.getString(2))),
                table);
        return String.join("", conditions);
    }
}
