package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;

/** Says of which app a finding is that names a table or a model: of the first module that describes the model. */
final class NameApps implements Step {

    @Override
    public String name() {
        return "name-apps";
    }

    @Override
    public String title() {
        return "Sort what the report tells by app";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        return Sql.update(connection, """
                with described as (
                  select name, module, id, 1 as place from public.ir_model_data where model = 'ir.model'
                  union all select name, module, id, 2 from juniper_upgrade_base.ir_model_data where model = 'ir.model'),
                owner as (select distinct on (name) name, module from described order by name, place, id)
                update juniper_upgrade.finding f set module = owner.module from owner
                where f.hop = ? and f.module = ''
                  and owner.name = 'model_' || replace(coalesce(f.details ->> 'table', f.details ->> 'model'), '.', '_')""", context.hop().toString());
    }
}
