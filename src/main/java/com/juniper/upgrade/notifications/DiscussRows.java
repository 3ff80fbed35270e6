package com.juniper.upgrade.notifications;

import java.sql.Connection;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Rows of Discuss in a customer's database, written into the columns that its version and its own modules have. */
final class DiscussRows {

    /** A number that only we lock: posts into a database come one after the other. */
    private static final long LOCK = 0x6a756e69706572L;

    private static final String WRITTEN =
            "ir_attachment|ir_model_data|mail_alias|mail_message.*|message_attachment_rel|(mail|discuss)_channel.*";

    private final JdbcClient jdbc;
    private final LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);

    /** Works in the connection's transaction, alone until that ends. */
    DiscussRows(Connection connection) {
        jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        run("set local search_path = pg_catalog, public");
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query().singleRow();
    }

    /** {@return the time of the transaction, as the ERP writes times} */
    LocalDateTime now() {
        return now;
    }

    /** {@return the model of channels, or null where the app is not installed} */
    @Nullable
    String discussModel() {
        return jdbc.sql("""
                        select m.model from public.ir_model m
                        join public.ir_module_module d on d.name = 'mail' and d.state = 'installed'
                        where m.model in ('discuss.channel', 'mail.channel') order by m.model limit 1""").query(String.class).optional().orElse(null);
    }

    /** {@return the language that most active internal users of a group use, or null where none says} */
    @Nullable
    String language(String group) {
        return jdbc.sql("""
                        select p.lang from public.ir_model_data g
                        join public.res_groups_users_rel r on r.gid = g.res_id
                        join public.res_users u on u.id = r.uid and u.active and not coalesce(u.share, false)
                        join public.res_partner p on p.id = u.partner_id
                        where g.module = ? and g.name = ? and p.lang is not null
                        group by p.lang order by count(*) desc, p.lang limit 1""")
                .params(group.substring(0, group.indexOf('.')), group.substring(group.indexOf('.') + 1))
                .query(String.class)
                .optional()
                .orElse(null);
    }

    int modelId(String model) {
        return jdbc.sql("select id from public.ir_model where model = ?")
                .param(model)
                .query(Integer.class)
                .single();
    }

    /** {@return the id of a record by its external id, or null where there is none} */
    @Nullable
    Integer referenced(String externalId) {
        int dot = externalId.indexOf('.');
        return jdbc.sql("select res_id from public.ir_model_data where module = ? and name = ?")
                .params(externalId.substring(0, dot), externalId.substring(dot + 1))
                .query(Integer.class)
                .optional()
                .orElse(null);
    }

    /** {@return the id of a record of ours, or null where it was never made, or is deleted} */
    @Nullable
    Integer ours(String model, String name) {
        return jdbc.sql("""
                        select r.id from public.ir_model_data d join public.%s r on r.id = d.res_id
                        where d.module = ? and d.name = ? and d.model = ?""".formatted(table(model)))
                .params(DiscussChannel.MODULE, name, model)
                .query(Integer.class)
                .optional()
                .orElse(null);
    }

    /** Gives a record of ours its external id; one that was deleted gives up its own. */
    void register(String model, String name, int id) {
        jdbc.sql("delete from public.ir_model_data where module = ? and name = ?")
                .params(DiscussChannel.MODULE, name)
                .update();
        insert(
                "ir.model.data",
                Map.of("module", DiscussChannel.MODULE, "name", name, "model", model, "res_id", id, "noupdate", true));
    }

    boolean has(String model, String column) {
        return columns(table(model)).containsKey(column);
    }

    /** {@return whether the ERP is set to keep files in the database} */
    boolean keepsFilesItself() {
        return jdbc.sql(
                                "select count(*) from public.ir_config_parameter where key = 'ir_attachment.location' and value = 'db'")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Inserts a record. Values of columns that are not there are left out; required columns of others get an empty value. */
    int insert(String model, Map<String, Object> values) {
        var columns = columns(table(model));
        Map<String, Object> row = new LinkedHashMap<>(values);
        row.put("create_date", now);
        row.put("write_date", now);
        var superuser = referenced("base.user_root");
        if (superuser != null) {
            row.put("create_uid", superuser);
            row.put("write_uid", superuser);
        }
        columns.forEach((column, description) -> {
            if (description.required()) {
                row.putIfAbsent(column, description.empty(now));
            }
        });
        row.keySet().retainAll(columns.keySet());
        return jdbc.sql("insert into public.%s (%s) values (%s) returning id"
                        .formatted(
                                table(model),
                                row.keySet().stream().map(DiscussRows::quoted).collect(Collectors.joining(", ")),
                                row.keySet().stream()
                                        .map(column -> mark(columns, column))
                                        .collect(Collectors.joining(", "))))
                .params(new ArrayList<>(row.values()))
                .query(Integer.class)
                .single();
    }

    /** Updates a record; values of columns that are not there are left out. */
    void update(String model, int id, Map<String, Object> values) {
        var columns = columns(table(model));
        Map<String, Object> row = new LinkedHashMap<>(values);
        row.keySet().retainAll(columns.keySet());
        List<Object> parameters = new ArrayList<>(row.values());
        parameters.add(id);
        jdbc.sql("update public.%s set %s where id = ?"
                        .formatted(
                                table(model),
                                row.keySet().stream()
                                        .map(column -> quoted(column) + " = " + mark(columns, column))
                                        .collect(Collectors.joining(", "))))
                .params(parameters)
                .update();
    }

    /** Links two records by a many2many field, where the version has it. */
    void link(String model, String field, int id, int other) {
        jdbc.sql("""
                        select format('insert into public.%I (%I, %I) values (?, ?) on conflict do nothing', relation_table, column1, column2)
                        from public.ir_model_fields
                        where model = ? and name = ? and ttype = 'many2many' and store and relation_table is not null""").params(model, field).query(String.class).optional().ifPresent(insert -> jdbc.sql(insert)
                .params(id, other)
                .update());
    }

    /** Makes every active internal user of a group a member of a channel, with all of it unread, and pins it for them. */
    void join(String channelModel, int channel, int group) {
        var model = memberModel(channelModel);
        Map<String, Object> pinned = new LinkedHashMap<>();
        pinned.put("is_pinned", true);
        pinned.put("last_interest_dt", now);
        var members = jdbc.sql("""
                        select distinct u.partner_id, m.id from public.res_groups_users_rel r
                        join public.res_users u on u.id = r.uid and u.active and not coalesce(u.share, false)
                        left join public.%s m on m.partner_id = u.partner_id and m.channel_id = ?
                        where r.gid = ? order by u.partner_id""".formatted(table(model)))
                .params(channel, group)
                .query((row, number) -> new Member(row.getInt("partner_id"), row.getObject("id", Integer.class)))
                .list();
        for (Member member : members) {
            if (member.id() == null) {
                Map<String, Object> values = new LinkedHashMap<>(pinned);
                values.put("channel_id", channel);
                values.put("partner_id", member.partner());
                values.put("is_minimized", false);
                values.put("fold_state", "closed");
                values.put("new_message_separator", 0);
                insert(model, values);
            } else {
                update(model, member.id(), pinned);
            }
        }
    }

    private record Member(int partner, @Nullable Integer id) {}

    /** A member is a partner until 15.0, and may be a guest since 16.0. */
    private String memberModel(String channelModel) {
        return jdbc.sql("select model from public.ir_model where model in (?, ?) order by model limit 1")
                .params(channelModel + ".member", channelModel + ".partner")
                .query(String.class)
                .single();
    }

    /** Does something while no trigger of the database's own fires: what that would do, nobody has verified. */
    void withoutTriggers(Runnable work) {
        var triggers = jdbc.sql("""
                        select format('alter table public.%I ', c.relname) as change, format(' trigger %I', t.tgname) as trigger,
                               case t.tgenabled when 'A' then 'enable always' else 'enable' end as enable
                        from pg_trigger t join pg_class c on c.oid = t.tgrelid
                        where c.relnamespace = 'public'::regnamespace and c.relname ~ ('^(' || ? || ')$')
                          and not t.tgisinternal and t.tgenabled in ('O', 'A')""")
                .param(WRITTEN)
                .query((row, number) ->
                        new Trigger(row.getString("change"), row.getString("trigger"), row.getString("enable")))
                .list();
        triggers.forEach(trigger -> run(trigger.change() + "disable" + trigger.name()));
        work.run();
        run("set constraints all immediate");
        triggers.forEach(trigger -> run(trigger.change() + trigger.enable() + trigger.name()));
    }

    private record Trigger(String change, String name, String enable) {}

    private void run(String sql) {
        jdbc.sql(sql).update();
    }

    private static String table(String model) {
        return model.replace('.', '_');
    }

    /** A column's type, and whether it needs a value that nothing else gives; an {@code id} has a default. */
    private record Column(String type, char category, boolean required) {

        Object empty(LocalDateTime now) {
            return switch (category) {
                case 'B' -> false;
                case 'D' -> now;
                case 'N' -> 0;
                case 'S' -> "";
                default -> "{}";
            };
        }
    }

    private Map<String, Column> columns(String table) {
        Map<String, Column> columns = new LinkedHashMap<>();
        jdbc.sql("""
                        select a.attname, format_type(a.atttypid, a.atttypmod) as type, t.typcategory,
                               a.attnotnull and not a.atthasdef and a.attidentity = '' as required
                        from pg_attribute a join pg_type t on t.oid = a.atttypid
                        where a.attrelid = to_regclass('public.' || ?) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''""").param(table).query(row -> {
            columns.put(
                    row.getString("attname"),
                    new Column(
                            row.getString("type"), row.getString("typcategory").charAt(0), row.getBoolean("required")));
        });
        return columns;
    }

    /** A parameter of the column's type: the driver gives a text, a number, a time. */
    private static String mark(Map<String, Column> columns, String column) {
        return "cast(? as %s)"
                .formatted(Objects.requireNonNull(columns.get(column)).type());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
