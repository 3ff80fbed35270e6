package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;

/** Makes the external ids those of the new version. */
final class MergeExternalIds implements Step {

    @Override
    public String name() {
        return "merge-external-ids";
    }

    @Override
    public String title() {
        return "Name the standard records";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        long removed = Sql.update(connection, """
                delete from public.ir_model_data d using juniper_upgrade_base.ir_model_data b
                where (b.module, b.name) = (d.module, d.name) and b.name !~ '^[0-9]+_'
                  and (d.module in (select name from juniper_upgrade.module where wanted)
                       or not exists (select 1 from juniper_upgrade_theirs.ir_model_data x where x.module = d.module))
                  and not exists (select 1 from juniper_upgrade_theirs.ir_model_data t where (t.module, t.name) = (d.module, d.name))
                  and not exists (select 1 from juniper_upgrade.our_record o
                                  where (o.module, o.name) = (d.module, d.name) and o.tbl in ('res_users', 'res_partner', 'res_company'))""");
        long moved = Sql.update(connection, """
                update public.ir_model_data d set model = t.model, res_id = m.ours
                from juniper_upgrade_theirs.ir_model_data t
                join juniper_upgrade.their_record r on (r.module, r.name) = (t.module, t.name)
                join juniper_upgrade.id_map m on m.family = r.family and m.theirs = r.id
                where (d.module, d.name) = (t.module, t.name) and (d.model, d.res_id) is distinct from (t.model, m.ours)""");
        long added = Sql.update(connection, """
                insert into public.ir_model_data (id, module, name, model, res_id, noupdate, create_uid, write_uid, create_date, write_date)
                select f.floor + row_number() over (order by t.module, t.name), t.module, t.name, t.model, m.ours, coalesce(t.noupdate, false),
                       1, 1, u.started, u.started
                from juniper_upgrade_theirs.ir_model_data t
                join juniper_upgrade.their_record r on (r.module, r.name) = (t.module, t.name)
                join juniper_upgrade.id_map m on m.family = r.family and m.theirs = r.id
                cross join juniper_upgrade.upgrade u
                join juniper_upgrade.id_floor f on f.family = 'ir_model_data'
                where not exists (select 1 from public.ir_model_data d where (d.module, d.name) = (t.module, t.name))""");
        return removed + moved + added;
    }
}
