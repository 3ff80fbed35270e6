package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;

/** Writes the path of every row of a tree anew: rows came from a release, and parents may be others now. */
final class FillTrees implements Step {

    @Override
    public String name() {
        return "fill-trees";
    }

    @Override
    public String title() {
        return "Write the paths of trees";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        // a tree's parent is parent_id, but a location's is location_id
        var trees = Sql.query(connection, """
                select p.table_name, parent.column_name
                from information_schema.columns p
                join information_schema.tables t using (table_schema, table_name)
                join information_schema.columns parent using (table_schema, table_name)
                where p.table_schema = 'public' and t.table_type = 'BASE TABLE' and p.column_name = 'parent_path'
                  and parent.column_name = case p.table_name when 'stock_location' then 'location_id' else 'parent_id' end
                order by 1""", row -> "call juniper_upgrade.fill_parent_path(%s, %s)"
                .formatted(Sql.literal(row.getString(1)), Sql.literal(row.getString(2))));
        for (String tree : trees) {
            Sql.execute(connection, tree);
        }
        return trees.size();
    }
}
