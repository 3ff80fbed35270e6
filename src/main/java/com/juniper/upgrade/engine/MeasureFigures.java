package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;

/** Writes down, before anything is changed, the figures that a hop may not change (engine.md, integrity checks). */
final class MeasureFigures implements Step {

    @Override
    public String name() {
        return "measure-figures";
    }

    @Override
    public String title() {
        return "Measure what must stay";
    }

    /** Records that the ERP makes for one company, named after its id, are the customer's. */
    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        Sql.execute(connection, """
                truncate juniper_upgrade.measure, juniper_upgrade.standard_row, juniper_upgrade.lost_rows, juniper_upgrade.id_map;
                insert into juniper_upgrade.standard_row
                select distinct m.family, d.res_id from public.ir_model_data d
                join juniper_upgrade_base.ir_model_data b using (module, name)
                join juniper_upgrade.model_table m on m.model = d.model
                where d.res_id is not null and d.name !~ '^[0-9]+_';
                analyze juniper_upgrade.standard_row""");
        var schema = SchemaReader.tables(connection);
        long figures = 0;
        for (IntegrityCheck check : IntegrityCheck.all()) {
            var query = check.figures(schema);
            if (query != null) {
                figures += Sql.update(
                        connection,
                        "insert into juniper_upgrade.measure select ?, n.* from (%s) n".formatted(query),
                        check.name());
            }
        }
        return figures;
    }
}
