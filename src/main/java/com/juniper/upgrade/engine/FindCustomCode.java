package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;

/** Names the Python code that the customer entered: an upgrade keeps it as it is, and does not cover it (R143). */
final class FindCustomCode implements Step {

    @Override
    public String name() {
        return "custom-code";
    }

    @Override
    public String title() {
        return "Look for code that was entered by hand";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        var columns = MatchRecords.columnTypes(connection, "public", "ir_act_server");
        if (!columns.containsKey("state") || !columns.containsKey("code")) {
            return 0;
        }
        return Sql.update(connection, """
                insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
                select ?, 'code', 'WARNING', '',
                       format('Action "%s" runs Python code of yours: it is kept as it is; test it',
                              coalesce(to_jsonb(a.name) ->> 'en_US', a.name::text)),
                       jsonb_build_object('action', a.id::text, 'model', m.model)
                from only public.ir_act_server a join public.ir_model m on m.id = a.model_id
                where a.state = 'code' and coalesce(a.code, '') <> ''
                  and not exists (select 1 from public.ir_model_data d
                                  join public.ir_module_module o on o.name = d.module
                                  where d.model = 'ir.actions.server' and d.res_id = a.id)
                  and not exists (select 1 from juniper_upgrade.finding f
                                  where f.category = 'code' and f.details ->> 'action' = a.id::text)
                order by a.id""", context.hop().toString());
    }
}
