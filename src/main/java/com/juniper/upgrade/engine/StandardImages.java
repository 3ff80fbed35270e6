package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The images and other files of standard records: icons of menus, logos of payment providers (R63). They are attachments
 * without an external id; what tells them is the record and its field. A release brings only those whose content it has.
 */
final class StandardImages {

    private StandardImages() {}

    /** Pairs the release's images with the customer's, and numbers those that are new; runs when records are matched. */
    static void match(HopContext context, Connection connection) throws SQLException {
        if (MatchRecords.columnTypes(connection, HopContext.THEIRS, "ir_attachment")
                .isEmpty()) {
            return;
        }
        Sql.update(
                connection,
                """
                insert into juniper_upgrade.id_map
                select 'ir_attachment', i.theirs, 'ir_attachment',
                       coalesce(i.ours, last.id + row_number() over (partition by i.ours is null order by i.theirs)),
                       i.base, true, i.ours is null
                from (select distinct on (t.id) t.id as theirs, c.id as ours, b.id as base
                      from %1$s.ir_attachment t
                      join juniper_upgrade.model_table mt on mt.model = t.res_model
                      join juniper_upgrade.id_map m on m.family = mt.family and m.theirs = t.res_id
                      left join public.ir_attachment c
                        on (c.res_model, c.res_field, c.res_id) = (t.res_model, t.res_field, m.ours)
                      left join (%2$s) b on (b.family, b.res_field, b.res_id) = (m.family, t.res_field, m.base)
                      where t.res_field is not null and m.tbl <> all (?) and (t.db_datas is not null or t.store_fname = any (?))
                        and (c.id is not null or b.id is null)
                        and not exists (select 1 from juniper_upgrade.id_map x where x.family = 'ir_attachment' and x.theirs = t.id)
                      order by t.id, c.id) i,
                     (select floor + (select count(*) from juniper_upgrade.id_map x where x.family = f.family and x.is_new) as id
                      from juniper_upgrade.id_floor f where f.family = 'ir_attachment') last
                on conflict do nothing""".formatted(HopContext.THEIRS, before(connection)),
                connection.createArrayOf("text", UpdateRecords.UNTOUCHED.toArray()),
                files(context, connection));
    }

    /** The images of the release before, with the table where their record is now. */
    private static String before(Connection connection) throws SQLException {
        if (MatchRecords.columnTypes(connection, HopContext.BASE, "ir_attachment")
                .isEmpty()) {
            return "select null::int as id, null as res_field, null::int as res_id, null as family";
        }
        return """
                select a.id, a.res_field, a.res_id, coalesce(r.new, mt.family) as family
                from juniper_upgrade_base.ir_attachment a join juniper_upgrade.model_table mt on mt.model = a.res_model
                left join juniper_upgrade.renamed_table r on r.old = mt.tbl""";
    }

    /** Takes a file that only the release has changed, whole: no column of it means anything without the others. */
    static long update(HopContext context, Connection connection) throws SQLException {
        if (MatchRecords.columnTypes(connection, HopContext.THEIRS, "ir_attachment")
                        .isEmpty()
                || MatchRecords.columnTypes(connection, HopContext.BASE, "ir_attachment")
                        .isEmpty()) {
            return 0;
        }
        return Sql.update(connection, """
                update public.ir_attachment c
                set store_fname = t.store_fname, db_datas = t.db_datas, checksum = t.checksum, file_size = t.file_size,
                    mimetype = t.mimetype, index_content = t.index_content
                from juniper_upgrade.id_map r
                join juniper_upgrade_theirs.ir_attachment t on t.id = r.theirs
                join juniper_upgrade_base.ir_attachment b on b.id = r.base
                where r.tbl = 'ir_attachment' and not r.is_new and c.id = r.ours
                  and (c.checksum, c.mimetype) is not distinct from (b.checksum, b.mimetype)
                  and (t.checksum, t.mimetype) is distinct from (b.checksum, b.mimetype)
                  and (t.checksum is null or t.db_datas is not null or t.store_fname = any (?))""", files(context, connection));
    }

    private static java.sql.Array files(HopContext context, Connection connection) throws SQLException {
        return connection.createArrayOf("text", context.theirs().files().toArray());
    }
}
