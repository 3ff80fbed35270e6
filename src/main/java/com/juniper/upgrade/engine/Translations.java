package com.juniper.upgrade.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Moves translations from the table {@code ir_translation} (up to 15.0) into the columns themselves (from 16.0). */
final class Translations {

    static final String TABLE = "ir_translation";

    private static final String FINISHED = "state = 'translated' and value <> '' and lang <> 'en_US'";

    private final HopContext context;
    private final Connection connection;

    /** Which fields have some, by type: {@code model:res.country,name}; read when first asked for. */
    private @Nullable Set<String> fields;

    Translations(HopContext context, Connection connection) {
        this.context = context;
        this.connection = connection;
    }

    /** Adds every finished translation of a column, which holds {@code {"en_US": …}} already. */
    void intoColumn(String table, String column) throws SQLException {
        for (String model : models(table)) {
            var field = model + "," + column;
            if (has("model", field)) {
                Sql.execute(connection, """
                        update public.%1$s t set %2$s = t.%2$s || x.terms
                        from (select res_id, jsonb_object_agg(lang, value) as terms from public.ir_translation
                              where type = 'model' and name = %3$s and %4$s
                              group by res_id) x
                        where x.res_id = t.id and t.%2$s is not null""".formatted(Sql.id(table), Sql.id(column), Sql.literal(field), FINISHED));
            }
            if (has("model_terms", field)) {
                termsIntoColumn(table, column, field);
            }
        }
    }

    /** Pages, bodies and views are translated term by term: each term that stands in the text is replaced. */
    private void termsIntoColumn(String table, String column, String field) throws SQLException {
        var texts = new LanguageTexts(connection, table, column);
        Sql.stream(
                connection,
                LanguageTexts.FETCHED,
                """
                select o.id, case when s.fits then o.%2$s else '{}' end::text,
                       case when s.fits then x.terms
                            else (select jsonb_object_agg(lang, '[]'::jsonb) from jsonb_object_keys(x.terms) lang) end::text
                from (select res_id, jsonb_object_agg(lang, terms) as terms
                      from (select res_id, lang, jsonb_agg(jsonb_build_array(src, value) order by id) as terms
                            from public.ir_translation
                            where type = 'model_terms' and name = %3$s and %4$s and src <> '' group by res_id, lang) l
                      group by res_id) x
                join only public.%1$s o on o.id = x.res_id and o.%2$s ->> 'en_US' is not null
                cross join lateral (select greatest(length(o.%2$s::text), length(x.terms::text)) <= %5$d as fits) s""".formatted(Sql.id(table), Sql.id(column), Sql.literal(field), FINISHED, LanguageTexts.LONGEST),
                row -> texts.write(
                        row.getInt(1), translated(texts, ByLanguage.read(row.getString(2)), row.getString(3))));
        texts.finish(context);
    }

    private static Map<String, String> translated(LanguageTexts texts, Map<String, String> old, String json) {
        Map<String, String> all = new TreeMap<>(old);
        var english = all.remove(ViewRecord.ENGLISH);
        var source = english == null ? null : MarkupTerms.ofAny(english);
        dictionaries(texts, json)
                .forEach((language, dictionary) ->
                        texts.put(all, language, source == null ? null : source.translated(dictionary)));
        return all;
    }

    private static Map<String, TermDictionary> dictionaries(LanguageTexts texts, String json) {
        try {
            Map<String, TermDictionary> dictionaries = new TreeMap<>();
            Catalog.JSON.readTree(json).properties().forEach(language -> {
                var dictionary = texts.dictionary();
                language.getValue()
                        .forEach(term ->
                                dictionary.add(term.get(0).asText(), term.get(1).asText()));
                dictionaries.put(language.getKey(), dictionary);
            });
            return dictionaries;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean has(String type, String field) throws SQLException {
        if (fields == null) {
            boolean isThere = Sql.number(
                            connection,
                            "select count(*) from pg_tables where schemaname = 'public' and tablename = ?",
                            TABLE)
                    > 0;
            fields = isThere
                    ? new HashSet<>(Sql.strings(
                            connection,
                            "select distinct type || ':' || name from public.ir_translation where " + FINISHED))
                    : Set.of();
        }
        return fields.contains(type + ":" + field);
    }

    private List<String> models(String table) throws SQLException {
        return Sql.strings(connection, "select model from juniper_upgrade.model_table where tbl = ?", table);
    }
}
