package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Moves translations from the table {@code ir_translation} (up to 15.0) into the columns themselves (from 16.0). */
final class Translations {

    private Translations() {}

    /** Adds every finished translation of a column, which holds {@code {"en_US": …}} already. */
    static void intoColumn(Connection connection, String table, String column) throws SQLException {
        if (Sql.number(
                        connection,
                        "select count(*) from pg_tables where schemaname = 'public' and tablename = 'ir_translation'")
                == 0) {
            return;
        }
        for (String model : models(connection, table)) {
            var field = Sql.literal(model + "," + column);
            Sql.execute(connection, """
                    update public.%1$s t set %2$s = t.%2$s || x.terms
                    from (select res_id, jsonb_object_agg(lang, value) as terms from public.ir_translation
                          where type = 'model' and name = %3$s and state = 'translated' and value <> '' and lang <> 'en_US'
                          group by res_id) x
                    where x.res_id = t.id and t.%2$s is not null""".formatted(Sql.id(table), Sql.id(column), field));
            termsIntoColumn(connection, model, table, column, field);
        }
    }

    /**
     * Pages, bodies and views are translated term by term: each term that stands in the text is replaced. Standard
     * records are left out, for the new version's text has other terms, and the ERP's server brings their translations.
     */
    private static void termsIntoColumn(Connection connection, String model, String table, String column, String field)
            throws SQLException {
        Sql.execute(connection, """
                update public.%1$s t set %2$s = t.%2$s || x.texts
                from (select o.id, jsonb_object_agg(r.lang, juniper_upgrade.with_terms(o.%2$s ->> 'en_US', r.terms)) as texts
                      from public.%1$s o
                      join (select res_id, lang, jsonb_agg(jsonb_build_array(src, value) order by length(src) desc) as terms
                            from public.ir_translation
                            where type = 'model_terms' and name = %3$s and state = 'translated' and value <> '' and src <> ''
                              and lang <> 'en_US' group by res_id, lang) r on r.res_id = o.id
                      where o.%2$s is not null and not exists (
                        select 1 from juniper_upgrade.standard_row_now s join juniper_upgrade.model_table m on m.family = s.tbl
                        where m.model = %4$s and s.id = o.id)
                      group by o.id) x
                where x.id = t.id""".formatted(Sql.id(table), Sql.id(column), field, Sql.literal(model)));
    }

    private static List<String> models(Connection connection, String table) throws SQLException {
        return Sql.strings(connection, "select model from juniper_upgrade.model_table where tbl = ?", table);
    }
}
