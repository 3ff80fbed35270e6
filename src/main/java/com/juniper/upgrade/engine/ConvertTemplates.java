package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the customer's templates of mails and messages as 15.0 reads them, and their translations, those of standard
 * templates too. What cannot be written so stays, and is told.
 */
final class ConvertTemplates implements Step {

    static final Version VERSION = new Version(15, 0);

    private static final List<String> PLAIN = List.of(
            "mail_template.subject",
            "mail_template.email_from",
            "mail_template.email_to",
            "mail_template.partner_to",
            "mail_template.email_cc",
            "mail_template.reply_to",
            "mail_template.lang",
            "mail_template.report_name",
            "mail_template.scheduled_date",
            "sms_template.body",
            "sms_template.lang",
            "mailing_mailing.subject",
            "mailing_mailing.preview",
            "mailing_mailing.email_from",
            "mailing_mailing.reply_to",
            "mailing_mailing.body_plaintext");
    private static final List<String> HTML = List.of(
            "mail_template.body_html",
            "mailing_mailing.body_html",
            "mailing_mailing.body_arch",
            "digest_tip.tip_description");

    /** What a template of before has in it; a text that has it by chance stays as it is. */
    private static final String JINJA = "(%1$s ~ '\\$\\{' or %1$s ~ '(?n)^[ \\t]*%%' or %1$s ~ '<%%')";

    private static final int BATCH = 4_000_000;

    /** Texts to be written: as they are stored, by id. */
    private static final class Texts {
        private final List<Integer> ids = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        private final List<@Nullable String> sources = new ArrayList<>();
        private long characters;

        void add(int id, String text, @Nullable String source) {
            ids.add(id);
            texts.add(text);
            sources.add(source);
            characters += text.length();
        }

        void clear() {
            ids.clear();
            texts.clear();
            sources.clear();
            characters = 0;
        }
    }

    @Override
    public String name() {
        return "convert-templates";
    }

    @Override
    public String title() {
        return "Write the customer's templates in the language of 15.0";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        var schema = SchemaReader.tables(connection);
        long rows = 0;
        for (String place : PLAIN) {
            rows += convert(context, connection, schema, place, false);
        }
        for (String place : HTML) {
            rows += convert(context, connection, schema, place, true);
        }
        if (rows > 0) {
            context.find(
                    connection,
                    new Finding(
                            "texts",
                            "INFO",
                            "",
                            "%d of your texts of templates are written in the language of %s now"
                                    .formatted(rows, context.hop().to()),
                            Map.of("rows", Long.toString(rows))));
        }
        return rows;
    }

    private static long convert(HopContext context, Connection connection, Schema schema, String place, boolean html)
            throws SQLException {
        var table = place.substring(0, place.indexOf('.'));
        var column = place.substring(place.indexOf('.') + 1);
        var found = schema.tables().get(table);
        if (found == null || !found.columns().containsKey(column)) {
            return 0;
        }
        var type = Objects.requireNonNull(found.columns().get(column)).type();
        long rows = texts(context, connection, table, column, type, html);
        return schema.tables().containsKey("ir_translation")
                ? rows + translations(context, connection, table, column, html)
                : rows;
    }

    private static long texts(
            HopContext context, Connection connection, String table, String column, String type, boolean html)
            throws SQLException {
        var texts = new Texts();
        var rows = new long[1];
        Sql.stream(
                connection,
                LanguageTexts.FETCHED,
                "select x.id, x.%1$s::text, %3$s from only public.%2$s x where %4$s and length(x.%1$s::text) <= %5$d order by x.id"
                        .formatted(
                                Sql.id(column),
                                Sql.id(table),
                                named(connection, table),
                                JINJA.formatted("x." + Sql.id(column) + "::text"),
                                LanguageTexts.LONGEST),
                row -> {
                    Set<String> reasons = new LinkedHashSet<>();
                    var text = row.getString(2);
                    var converted = type.equals("jsonb")
                            ? ByLanguage.map(text, one -> converted(one, html, reasons))
                            : converted(text, html, reasons);
                    if (!converted.equals(text)) {
                        texts.add(row.getInt(1), converted, null);
                    }
                    tell(context, connection, table, column, row.getInt(1), row.getString(3), reasons);
                    if (texts.characters > BATCH) {
                        rows[0] += write(connection, table, column, type, texts);
                    }
                });
        return rows[0] + write(connection, table, column, type, texts);
    }

    private static String named(Connection connection, String table) throws SQLException {
        return MatchRecords.columnTypes(connection, "public", table).containsKey("name")
                ? "coalesce(to_jsonb(x.name) ->> 'en_US', x.name::text, '')"
                : "''";
    }

    private static long write(Connection connection, String table, String column, String type, Texts texts)
            throws SQLException {
        long rows = Sql.update(
                connection,
                "update only public.%s x set %s = n.text::%s from unnest(?::int[], ?::text[]) n (id, text) where n.id = x.id"
                        .formatted(Sql.id(table), Sql.id(column), type),
                connection.createArrayOf("int", texts.ids.toArray()),
                connection.createArrayOf("text", texts.texts.toArray()));
        texts.clear();
        return rows;
    }

    /** A whole text, or one of its terms: then the term that it is of goes with it. */
    private static long translations(
            HopContext context, Connection connection, String table, String column, boolean html) throws SQLException {
        var texts = new Texts();
        var rows = new long[1];
        Sql.stream(
                connection,
                LanguageTexts.FETCHED,
                """
                select x.id, x.value, x.src, x.res_id, x.lang from public.ir_translation x
                where x.type in ('model', 'model_terms') and x.name = ? and %s and length(x.value) <= %d order by x.id""".formatted(JINJA.formatted("x.value"), LanguageTexts.LONGEST),
                row -> {
                    Set<String> reasons = new LinkedHashSet<>();
                    var text = row.getString(2);
                    var converted = converted(text, html, reasons);
                    if (!converted.equals(text)) {
                        var source = row.getString(3);
                        texts.add(
                                row.getInt(1),
                                converted,
                                source == null ? null : converted(source, html, new LinkedHashSet<>()));
                    }
                    tell(
                            context,
                            connection,
                            table,
                            column,
                            row.getInt(4),
                            "number %d in %s".formatted(row.getInt(4), row.getString(5)),
                            reasons);
                    if (texts.characters > BATCH) {
                        rows[0] += writeTranslations(connection, texts);
                    }
                },
                ModelTables.model(table) + "," + column);
        return rows[0] + writeTranslations(connection, texts);
    }

    private static long writeTranslations(Connection connection, Texts texts) throws SQLException {
        long rows = Sql.update(
                connection,
                """
                update public.ir_translation x set value = n.text, src = n.source
                from unnest(?::int[], ?::text[], ?::text[]) n (id, text, source) where n.id = x.id""",
                connection.createArrayOf("int", texts.ids.toArray()),
                connection.createArrayOf("text", texts.texts.toArray()),
                connection.createArrayOf("text", texts.sources.toArray()));
        texts.clear();
        return rows;
    }

    private static String converted(String text, boolean html, Set<String> reasons) {
        try {
            return html ? JinjaTemplate.body(text) : JinjaTemplate.inline(text);
        } catch (TemplateUnreadableException e) {
            reasons.add(e.reason());
            return text;
        }
    }

    private static void tell(
            HopContext context,
            Connection connection,
            String table,
            String column,
            int id,
            String name,
            Set<String> reasons)
            throws SQLException {
        for (String reason : reasons) {
            context.find(
                    connection,
                    new Finding(
                            "texts",
                            "WARNING",
                            "",
                            "Your template \"%s\" is not written in the language of %s: %s"
                                    .formatted(
                                            name.isEmpty() ? "number " + id : name,
                                            context.hop().to(),
                                            reason),
                            Map.of(
                                    "table",
                                    table,
                                    "id",
                                    Integer.toString(id),
                                    "name",
                                    name,
                                    "column",
                                    column,
                                    "reason",
                                    reason)));
        }
    }
}
