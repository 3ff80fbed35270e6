package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds which of the new version's standard records the customer has already, and numbers those that are new. */
final class MatchRecords implements Step {

    /** Records that the reference database made for its own company are no standard records (engine.md 5). */
    private static final String COMPANY_DATA = """
            ('account_account', 'account_tax', 'account_journal', 'account_fiscal_position', 'account_group',
             'account_tax_group', 'account_reconcile_model', 'account_payment_term', 'stock_location', 'stock_warehouse',
             'stock_picking_type', 'stock_route', 'stock_location_route', 'stock_rule', 'ir_sequence', 'product_pricelist',
             'res_partner', 'res_users', 'res_company', 'pos_config', 'website')""";

    @Override
    public String name() {
        return "match-records";
    }

    @Override
    public String title() {
        return "Match the standard records";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        Sql.execute(connection, """
                truncate juniper_upgrade.base_record, juniper_upgrade.their_record, juniper_upgrade.our_record,
                         juniper_upgrade.id_map, juniper_upgrade.base_map""");
        var references = References.read(connection);
        collectReleases(connection);
        leaveOutFields(connection);
        collectOurs(connection);
        Sql.execute(
                connection,
                "analyze juniper_upgrade.base_record, juniper_upgrade.their_record, juniper_upgrade.our_record");
        matchByExternalId(connection);
        matchByNaturalKey(context, connection, references);
        numberNewRecords(connection);
        StandardImages.match(context, connection);
        Sql.execute(connection, "analyze juniper_upgrade.id_map, juniper_upgrade.base_map, public.ir_model_data");
        return Sql.number(connection, "select count(*) from juniper_upgrade.id_map");
    }

    /** External ids of a release: its catalog holds a record only with its row. */
    private static void collectReleases(Connection connection) throws SQLException {
        for (String side : List.of("base", "theirs")) {
            Sql.execute(
                    connection,
                    """
                    insert into juniper_upgrade.%1$s_record
                    select d.module, d.name, m.tbl, m.family, d.res_id, coalesce(d.noupdate, false)
                    from juniper_upgrade_%2$s.ir_model_data d
                    join juniper_upgrade.model_table m using (model)
                    join pg_tables t on t.schemaname = 'juniper_upgrade_%2$s' and t.tablename = m.tbl
                    where d.res_id > 0%3$s""".formatted(
                                    side.equals("base") ? side : "their",
                                    side,
                                    side.equals("base")
                                            ? ""
                                            : " and d.module in (select name from juniper_upgrade.module where wanted) and d.name !~ '^[0-9]+_'"));
        }
    }

    /** A module brings fields of models that other modules own, and leave out with them. */
    private static void leaveOutFields(Connection connection) throws SQLException {
        Sql.execute(connection, """
                delete from juniper_upgrade.their_record r
                using juniper_upgrade_theirs.ir_model_fields f
                where r.tbl = 'ir_model_fields' and f.id = r.id and coalesce(f.relation, '') <> ''
                  and not exists (select 1 from juniper_upgrade_theirs.ir_model m
                                  join juniper_upgrade.their_record o on o.tbl = 'ir_model' and o.id = m.id
                                  where m.model = f.relation)""");
    }

    /** The customer's external ids whose record exists. */
    private static void collectOurs(Connection connection) throws SQLException {
        var statements = Sql.query(
                connection, """
                select distinct m.tbl from public.ir_model_data d join juniper_upgrade.model_table m using (model)
                join pg_class c on c.oid = to_regclass('public.' || quote_ident(m.tbl)) and c.relkind = 'r'
                join pg_attribute a on a.attrelid = c.oid and a.attname = 'id' and not a.attisdropped""", row -> """
                insert into juniper_upgrade.our_record
                select d.module, d.name, m.tbl, m.family, d.res_id, coalesce(d.noupdate, false)
                from juniper_upgrade.model_table m join public.ir_model_data d on d.model = m.model
                where m.tbl = %s and exists (select 1 from only public.%s x where x.id = d.res_id)""".formatted(Sql.literal(row.getString(1)), Sql.id(row.getString(1))));
        // the index that this needs was put aside with the others
        Sql.execute(connection, "create index juniper_by_model on public.ir_model_data (model)");
        Sql.execute(connection, String.join(";\n", statements));
        Sql.execute(connection, "drop index public.juniper_by_model");
    }

    private static void matchByExternalId(Connection connection) throws SQLException {
        Sql.execute(connection, """
                insert into juniper_upgrade.base_map
                select b.family, b.id, min(o.id) from juniper_upgrade.base_record b
                join juniper_upgrade.our_record o using (module, name, tbl) group by b.family, b.id
                on conflict do nothing;

                insert into juniper_upgrade.id_map
                select distinct on (t.family, t.id) t.family, t.id, t.tbl, o.id, null, o.noupdate, false
                from juniper_upgrade.their_record t join juniper_upgrade.our_record o using (module, name, tbl)
                order by t.family, t.id, t.module, t.name
                on conflict do nothing;

                delete from juniper_upgrade.their_record t
                using juniper_upgrade.base_record b
                where (b.module, b.name) = (t.module, t.name) and coalesce(t.noupdate, false)
                  and not exists (select 1 from juniper_upgrade.our_record o where (o.module, o.name) = (t.module, t.name))
                  and not exists (select 1 from juniper_upgrade.id_map m where (m.family, m.theirs) = (t.family, t.id))""");
    }

    private static void matchByNaturalKey(HopContext context, Connection connection, References references)
            throws SQLException {
        var keys = NaturalKeys.of(context.theirs().schema());
        var done = new HashSet<String>();
        for (String table :
                Sql.strings(connection, "select distinct tbl from juniper_upgrade.their_record order by 1")) {
            matchTable(connection, table, keys, references, done, new LinkedHashSet<>());
        }
        Sql.execute(connection, """
                update juniper_upgrade.id_map m set base = b.base from juniper_upgrade.base_map b
                where b.family = m.family and b.ours = m.ours""");
    }

    /** Matches a table after those that its keys point to. */
    private static void matchTable(
            Connection connection,
            String table,
            Map<String, List<List<String>>> keys,
            References references,
            Set<String> done,
            Set<String> path)
            throws SQLException {
        if (done.contains(table) || !path.add(table)) {
            return;
        }
        for (List<String> key : keys.getOrDefault(table, List.of())) {
            for (String column : key) {
                var target = references.target(table, column);
                if (target != null) {
                    matchTable(connection, target, keys, references, done, path);
                }
            }
        }
        for (List<String> key : keys.getOrDefault(table, List.of())) {
            matchByKey(connection, table, key, references);
        }
        done.add(table);
    }

    private static void matchByKey(Connection connection, String table, List<String> key, References references)
            throws SQLException {
        var ours = columnTypes(connection, "public", table);
        var theirs = columnTypes(connection, HopContext.THEIRS, table);
        if (!ours.keySet().containsAll(key) || !theirs.keySet().containsAll(key)) {
            return;
        }
        List<String> conditions = new ArrayList<>();
        for (String column : key) {
            var name = Sql.id(column);
            conditions.add(
                    "jsonb".equals(theirs.get(column))
                            ? "c.%1$s->>'en_US' = t.%1$s->>'en_US'".formatted(name)
                            : "c.%s = %s".formatted(name, references.mapped(table, column, "t", "theirs")));
        }
        Sql.execute(connection, """
                insert into juniper_upgrade.id_map
                select distinct on (r.family, r.id) r.family, r.id, r.tbl, c.id, null, true, false
                from juniper_upgrade.their_record r
                join %1$s.%2$s t on t.id = r.id
                join only public.%2$s c on %3$s
                where r.tbl = %4$s
                  and not exists (select 1 from juniper_upgrade.id_map m where (m.family, m.theirs) = (r.family, r.id))
                  and not exists (select 1 from juniper_upgrade.id_map m where m.family = r.family and m.ours = c.id)
                order by r.family, r.id, c.id
                on conflict do nothing""".formatted(
                        HopContext.THEIRS, Sql.id(table), String.join(" and ", conditions), Sql.literal(table)));
    }

    static Map<String, String> columnTypes(Connection connection, String schema, String table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        Sql.query(connection, """
                select attname, format_type(atttypid, atttypmod) from pg_attribute
                where attrelid = to_regclass(?) and attnum > 0 and not attisdropped""", row -> types.put(row.getString(1), row.getString(2)), schema + "." + Sql.id(table));
        return types;
    }

    private static void numberNewRecords(Connection connection) throws SQLException {
        Sql.execute(connection, """
                insert into juniper_upgrade.id_map
                select n.family, n.id, n.tbl, coalesce(f.floor, 0) + row_number() over (partition by n.family order by n.id), null, n.noupdate, true
                from (select distinct on (r.family, r.id) r.family, r.id, r.tbl, r.noupdate
                      from juniper_upgrade.their_record r
                      where not exists (select 1 from juniper_upgrade.id_map m where (m.family, m.theirs) = (r.family, r.id))
                        and r.tbl not in %s
                        and to_regclass('public.' || quote_ident(r.tbl)) is not null
                      order by r.family, r.id) n
                left join juniper_upgrade.id_floor f on f.family = n.family""".formatted(COMPANY_DATA));
    }
}
