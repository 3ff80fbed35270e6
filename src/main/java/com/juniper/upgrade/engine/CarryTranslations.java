package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the other languages of standard views, pages and bodies follow where the release's English text is taken: terms
 * that are still there keep their translation, new ones are English, and a translation of another text goes.
 */
final class CarryTranslations {

    private final HopContext context;
    private final Connection connection;
    private final boolean languages;

    CarryTranslations(HopContext context, Connection connection) throws SQLException {
        this.context = context;
        this.connection = connection;
        languages = !Sql.strings(connection, """
                select 'yes' where exists (select 1 from public.res_lang where active and code <> 'en_US')
                   or exists (select 1 from (select to_jsonb(arch_db) arch from public.ir_ui_view) v
                              where case jsonb_typeof(v.arch) when 'object' then v.arch - 'en_US' <> '{}' end)""").isEmpty();
    }

    /**
     * Writes the other languages, before the English text is replaced; where no other one was ever used, none is looked at.
     *
     * @param rows the records: {@code t} the release's, {@code r} which of the customer's it is
     * @param take a condition on them and the customer's, {@code c}: that the release's text is taken
     * @return the column's value then, an expression
     */
    String carry(String table, String column, String rows, String take) throws SQLException {
        if (!languages) {
            return "t." + Sql.id(column);
        }
        var texts = new LanguageTexts(connection, table, column);
        Sql.stream(
                connection,
                LanguageTexts.FETCHED,
                """
                select c.id, case when length(c.%1$s::text) <= %5$d then c.%1$s
                                  else (select jsonb_object_agg(language, ''::text) from jsonb_object_keys(c.%1$s - 'en_US') language) end::text,
                       t.%1$s ->> 'en_US'
                from %2$s join only public.%3$s c on c.id = r.ours
                where r.base is not null and (%4$s) and t.%1$s ->> 'en_US' is not null
                  and case jsonb_typeof(c.%1$s) when 'object' then c.%1$s - 'en_US' <> '{}' end""".formatted(Sql.id(column), rows, Sql.id(table), take, LanguageTexts.LONGEST),
                row -> texts.write(row.getInt(1), carried(texts, ByLanguage.read(row.getString(2)), row.getString(3))));
        texts.finish(context);
        return "coalesce(c.%1$s, '{}') || t.%1$s".formatted(Sql.id(column));
    }

    private static Map<String, String> carried(LanguageTexts texts, Map<String, String> old, String next) {
        var english = old.remove(ViewRecord.ENGLISH);
        Map<String, String> carried = new TreeMap<>();
        old.forEach((language, text) ->
                texts.put(carried, language, english == null ? null : TranslatedMarkup.carry(english, text, next)));
        return carried;
    }
}
