package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.engine.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at what a dump really brought: what an archive announces is written by a stranger too. Finds what must not be in
 * a copy, however it came there (security.md).
 */
final class RestoredContents {

    /** An oid below 16384 is one of PostgreSQL's own objects. */
    private static final String FOREIGN_OBJECTS = """
            select 'event trigger', evtname::text from pg_event_trigger
            union all select 'publication', pubname::text from pg_publication
            union all select 'subscription', subname::text from pg_subscription
              where subdbid = (select oid from pg_database where datname = current_database())
            union all select 'foreign data wrapper', fdwname::text from pg_foreign_data_wrapper
            union all select 'foreign server', srvname::text from pg_foreign_server
            union all select 'foreign table', relname::text from pg_class where relkind = 'f'
            union all select 'language', lanname::text from pg_language where lanname not in ('internal', 'c', 'sql', 'plpgsql')
            union all select 'extension', extname::text from pg_extension where extname <> all (?)
            union all select 'access method', amname::text from pg_am where oid >= 16384
            union all select 'cast', castsource::regtype || ' as ' || casttarget::regtype from pg_cast c where oid >= 16384
              and not exists (select from pg_depend d where d.classid = 'pg_cast'::regclass and d.objid = c.oid and d.deptype = 'e')
            union all select 'transform', trftype::regtype::text from pg_transform where oid >= 16384
            union all select 'forced row security of the table', relname::text from pg_class where relforcerowsecurity
            union all select 'setting of the database or its role', left(s.setting, 100) from pg_db_role_setting r
              cross join unnest(r.setconfig) s (setting)
              where r.setdatabase = (select oid from pg_database where datname = current_database())
            order by 1, 2 limit 5""";

    private RestoredContents() {}

    /**
     * Checks a database that was restored just now.
     *
     * @throws DumpRefusedException naming what is found
     */
    static void check(DatabaseAddress database) {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.connect();
                var settings = connection.createStatement();
                var query = connection.prepareStatement(FOREIGN_OBJECTS)) {
            // so that nothing in it is the stranger's
            settings.execute("set search_path = pg_catalog; set statement_timeout = '5min'");
            query.setArray(1, connection.createArrayOf("text", DumpContents.EXTENSIONS.toArray()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1) + " " + rows.getString(2));
                }
            }
        } catch (SQLException e) {
            throw new DumpRefusedException("The restored copy cannot be read: " + e.getMessage(), e);
        }
        if (!found.isEmpty()) {
            throw new DumpRefusedException(
                    "The dump is refused: it brings what a database that is upgraded must not bring: %s. Please remove it from the database, or from a copy, before the dump is made"
                            .formatted(String.join(", ", found)));
        }
    }
}
