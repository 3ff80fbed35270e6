package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Makes HTML of plain texts whose field shows HTML in the new version, as the releases' fields tell: lines stay lines, and
 * what looks like a tag stays a text.
 */
final class TextToHtml implements Step {

    /** A field of text that became one of HTML. */
    private record Field(String table, String name, String column, String type, boolean translated) {}

    @Override
    public String name() {
        return "text-to-html";
    }

    @Override
    public String title() {
        return "Make HTML of texts that the new version shows as HTML";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        long all = 0;
        boolean hasTranslations = SchemaReader.tables(connection).tables().containsKey(Translations.TABLE);
        for (Field field : fields(connection)) {
            if (field.translated() && hasTranslations && !field.type().equals("jsonb")) {
                translations(connection, field);
            }
            long rows = field.type().equals("jsonb") ? byLanguage(connection, field) : plain(connection, field);
            if (rows > 0) {
                tell(context, connection, field, rows);
            }
            all += rows;
        }
        return all;
    }

    private static List<Field> fields(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                """
                select m.tbl, f.model || ',' || f.name, f.name, format_type(a.atttypid, null), coalesce(t.translate::text, 'false') <> 'false'
                from public.ir_model_fields f
                join juniper_upgrade_base.ir_model_fields b using (model, name)
                join juniper_upgrade_theirs.ir_model_fields t using (model, name)
                join juniper_upgrade.model_table m using (model)
                join pg_class c on c.oid = to_regclass('public.' || quote_ident(m.tbl)) and c.relkind = 'r'
                join pg_attribute a on a.attrelid = c.oid and a.attname = f.name and not a.attisdropped
                where b.ttype in ('char', 'text') and t.ttype = 'html' and f.ttype = 'html' and f.store
                  and format_type(a.atttypid, null) in ('text', 'character varying', 'jsonb')
                  and not exists (select 1 from juniper_upgrade.kept_text k where (k.model, k.field) = (f.model, f.name))
                order by 1, 2""",
                row -> new Field(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)));
    }

    /** HTML is translated term by term, and a text that becomes HTML is one term. */
    private static void translations(Connection connection, Field field) throws SQLException {
        Sql.update(connection, """
                update public.ir_translation r set type = 'model_terms', value = juniper_upgrade.html_term(r.value),
                  src = juniper_upgrade.html_term(case when juniper_upgrade.is_plain(x.%2$s) then x.%2$s else r.src end)
                from only public.%1$s x
                where r.type = 'model' and r.name = ? and r.res_id = x.id and juniper_upgrade.is_plain(r.value)
                  and (juniper_upgrade.is_plain(x.%2$s) or x.%2$s = juniper_upgrade.as_html(r.src))""".formatted(Sql.id(field.table()), Sql.id(field.column())), field.name());
        Sql.update(connection, "insert into juniper_upgrade.became_html values (?)", field.name());
    }

    private static long plain(Connection connection, Field field) throws SQLException {
        return Sql.update(
                connection,
                "update only public.%1$s x set %2$s = juniper_upgrade.as_html(x.%2$s) where juniper_upgrade.is_plain(x.%2$s)"
                        .formatted(Sql.id(field.table()), Sql.id(field.column())));
    }

    private static long byLanguage(Connection connection, Field field) throws SQLException {
        return Sql.update(connection, """
                update only public.%1$s x
                set %2$s = (select jsonb_object_agg(l.key, juniper_upgrade.as_html(l.value)) from jsonb_each_text(x.%2$s) l)
                where case jsonb_typeof(x.%2$s) when 'object' then exists (
                  select 1 from jsonb_each_text(x.%2$s) l where juniper_upgrade.is_plain(l.value)) end""".formatted(Sql.id(field.table()), Sql.id(field.column())));
    }

    private static void tell(HopContext context, Connection connection, Field field, long rows) throws SQLException {
        context.find(
                connection,
                new Finding(
                        "fields",
                        "INFO",
                        "",
                        "%d texts of %s.%s are HTML now".formatted(rows, field.table(), field.column()),
                        Map.of("table", field.table(), "column", field.column(), "rows", Long.toString(rows))));
    }
}
