package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Merges standard records that the customer has, column by column: what the release changed is taken, what the customer
 * changed is kept, and where both did, the customer's own wins in records that updates must not touch (engine.md 5).
 */
final class UpdateRecords implements Step {

    private static final Set<String> NEVER = Set.of(
            "id",
            "create_uid",
            "create_date",
            "write_uid",
            "write_date",
            "parent_path",
            "arch_prev",
            "uuid",
            "access_token");

    /** Columns that say what happened in one database, and are no part of a release. */
    private static final Map<String, Set<String>> LOCAL = Map.of(
            "ir_module_module",
                    Set.of(
                            "state",
                            "demo",
                            "latest_version",
                            "published_version",
                            "to_buy",
                            "views_by_module",
                            "menus_by_module",
                            "reports_by_module"),
            "ir_cron", Set.of("nextcall", "lastcall", "active", "failure_count", "first_failure_date"),
            "ir_sequence", Set.of("number_next"),
            "ir_attachment", Set.of("db_datas", "store_fname", "checksum", "file_size", "mimetype", "index_content"));

    static final Set<String> UNTOUCHED = Set.of(
            "res_users",
            "res_company",
            "res_partner",
            "mail_message",
            "mail_channel_partner",
            "mail_channel_member",
            "discuss_channel_member");

    /** One column in the three versions of a record, the value it gets when the release's is taken, and whether that is translated by terms. */
    private record Merge(String column, String base, String theirs, String ours, String taken, boolean markup) {

        /** The customer has no value where the column is new: there is nothing of his to keep. */
        private String changedByRelease() {
            return "(%2$s is not null or %3$s is null) and (%1$s) is distinct from (%2$s)"
                    .formatted(base, theirs, theirsRaw());
        }

        private String theirsRaw() {
            return "t." + Sql.id(column);
        }

        private String changedByCustomer() {
            return "(%s) is distinct from (%s)".formatted(base, ours);
        }

        private String conflict() {
            return "%s and %s and %s".formatted(differs(), changedByRelease(), changedByCustomer());
        }

        private String differs() {
            return "(%s) is distinct from (%s)".formatted(ours, theirs);
        }
    }

    @Override
    public String name() {
        return "update-records";
    }

    @Override
    public String title() {
        return "Merge changed standard records";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        var references = References.read(connection);
        var translations = new CarryTranslations(context, connection);
        long rows = StandardImages.update(context, connection);
        for (String table : Sql.strings(
                connection, "select distinct tbl from juniper_upgrade.id_map where not is_new order by 1")) {
            if (!UNTOUCHED.contains(table)) {
                rows += merge(context, connection, table, references, translations);
                context.progressed(name(), rows, -1);
            }
        }
        return rows;
    }

    private static long merge(
            HopContext context,
            Connection connection,
            String table,
            References references,
            CarryTranslations translations)
            throws SQLException {
        var merges = merges(context, connection, table, references);
        if (merges.isEmpty()) {
            return 0;
        }
        var rows = rows(connection, table);
        reportConflicts(context, connection, table, merges, rows);
        List<String> assignments = new ArrayList<>();
        List<String> anything = new ArrayList<>();
        for (Merge merge : merges) {
            var take = take(merge);
            var taken = merge.taken();
            if (merge.markup()) {
                taken = translations.carry(table, merge.column(), rows, take);
            }
            assignments.add(
                    "%1$s = case when %2$s then %3$s else c.%1$s end".formatted(Sql.id(merge.column()), take, taken));
            anything.add("(" + take + ")");
        }
        return Sql.update(
                connection,
                "update only public.%s c set %s from %s where c.id = r.ours and (%s)"
                        .formatted(Sql.id(table), String.join(", ", assignments), rows, String.join(" or ", anything)));
    }

    /** The release's value is taken where only the release changed it, or both did and updates may touch the record. */
    private static String take(Merge merge) {
        return "%s and %s and ((%s) is null or r.base is not null and (not %s or not r.noupdate))"
                .formatted(merge.differs(), merge.changedByRelease(), merge.ours(), merge.changedByCustomer());
    }

    private static String rows(Connection connection, String table) throws SQLException {
        boolean inBase = Sql.number(
                        connection,
                        "select count(*) from pg_tables where schemaname = 'juniper_upgrade_base' and tablename = ?",
                        table)
                > 0;
        var base = inBase
                ? "left join %s.%s b on b.id = r.base".formatted(HopContext.BASE, Sql.id(table))
                : "left join (select null::int as id) b on false";
        return "(select * from juniper_upgrade.id_map where tbl = %s and not is_new) r join %s.%s t on t.id = r.theirs %s"
                .formatted(Sql.literal(table), HopContext.THEIRS, Sql.id(table), base);
    }

    private static List<Merge> merges(HopContext context, Connection connection, String table, References references)
            throws SQLException {
        var ours = MatchRecords.columnTypes(connection, "public", table);
        var base = MatchRecords.columnTypes(connection, HopContext.BASE, table);
        var skipped = new HashSet<>(LOCAL.getOrDefault(table, Set.of()));
        skipped.addAll(NEVER);
        List<Merge> merges = new ArrayList<>();
        var described =
                Objects.requireNonNull(context.theirs().schema().tables().get(table));
        for (var column : described.columns().values()) {
            var name = column.name();
            if (ours.containsKey(name) && !skipped.contains(name)) {
                merges.add(merge(table, name, column.type(), base.get(name), references));
            }
        }
        return merges;
    }

    private static Merge merge(
            String table,
            String column,
            String type,
            @org.jspecify.annotations.Nullable String baseType,
            References references) {
        var name = Sql.id(column);
        if (type.equals("jsonb") && references.isTranslated(table, column)) {
            var base = baseType == null
                    ? "null::text"
                    : baseType.equals("jsonb") ? "b." + name + "->>'en_US'" : "b." + name + "::text";
            return new Merge(
                    column,
                    base,
                    "t." + name + "->>'en_US'",
                    "c." + name + "->>'en_US'",
                    "coalesce(c.%1$s, '{}') || t.%1$s".formatted(name),
                    references.isTranslatedMarkup(table, column));
        }
        var theirs = references.mapped(table, column, "t", "theirs");
        if (type.startsWith("json") || !type.equals(baseType)) {
            var base = baseType == null ? "null::text" : "b." + name + "::text";
            return new Merge(column, base, "(" + theirs + ")::text", "c." + name + "::text", theirs, false);
        }
        return new Merge(column, references.mapped(table, column, "b", "base"), theirs, "c." + name, theirs, false);
    }

    private static void reportConflicts(
            HopContext context, Connection connection, String table, List<Merge> merges, String rows)
            throws SQLException {
        var values = merges.stream()
                .map(merge -> "(%s, (%s)::text, (%s)::text, %s)"
                        .formatted(Sql.literal(merge.column()), merge.ours(), merge.theirs(), merge.conflict()))
                .toList();
        var any = merges.stream().map(Merge::conflict).collect(Collectors.joining(") or (", "(", ")"));
        Sql.update(
                connection,
                """
                insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
                select ?, 'conflicts', 'WARNING', coalesce(o.module, ''),
                       format('%%s.%%s: %%s', coalesce(o.module, '?'), coalesce(o.name, c.id::text),
                              case when r.noupdate then 'your value is kept' else 'the new version''s value is taken' end),
                       jsonb_build_object('table', %1$s, 'id', c.id::text, 'column', v.col, 'yours', left(v.ours, 2000), 'new', left(v.theirs, 2000),
                                          'kept', case when r.noupdate then 'yours' else 'new' end)
                from %2$s
                join only public.%3$s c on c.id = r.ours and r.base is not null and (%5$s)
                cross join lateral (values %4$s) v (col, ours, theirs, conflict)
                left join lateral (select module, name from juniper_upgrade.our_record o
                                   where o.tbl = r.tbl and o.id = r.ours order by module, name limit 1) o on true
                where v.conflict and v.ours is not null
                order by o.module, o.name, v.col""".formatted(Sql.literal(table), rows, Sql.id(table), String.join(", ", values), any),
                context.hop().toString());
    }
}
