package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;

/** Disables the customer's views whose model is gone; they are kept and reported (R78). */
final class CheckViews implements Step {

    @Override
    public String name() {
        return "check-views";
    }

    @Override
    public String title() {
        return "Check the customer's views";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        return Sql.update(connection, """
                with broken as (
                  select v.id from public.ir_ui_view v
                  where v.active and v.model is not null and v.model <> ''
                    and not exists (select 1 from public.ir_model m where m.model = v.model)),
                reported as (
                  insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
                  select ?, 'views', 'WARNING', '', format('View "%s" is disabled: its model %s is gone', v.name, v.model),
                         jsonb_build_object('view', v.id::text, 'name', v.name, 'model', v.model, 'xml', left(v.arch_db::text, 20000))
                  from public.ir_ui_view v join broken using (id))
                update public.ir_ui_view v set active = false from broken where broken.id = v.id""", context.hop().toString());
    }
}
