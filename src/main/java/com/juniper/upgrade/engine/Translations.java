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
            Sql.execute(connection, """
                    update public.%1$s t set %2$s = t.%2$s || x.terms
                    from (select res_id, jsonb_object_agg(lang, value) as terms from public.ir_translation
                          where type = 'model' and name = %3$s and state = 'translated' and value <> '' and lang <> 'en_US'
                          group by res_id) x
                    where x.res_id = t.id and t.%2$s is not null""".formatted(Sql.id(table), Sql.id(column), Sql.literal(model + "," + column)));
        }
    }

    private static List<String> models(Connection connection, String table) throws SQLException {
        return Sql.strings(connection, "select model from juniper_upgrade.model_table where tbl = ?", table);
    }
}
