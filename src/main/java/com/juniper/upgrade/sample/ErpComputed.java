package com.juniper.upgrade.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Fills what the ERP's code computes and stores, wherever the version has it; nothing that has a value already changes. */
final class ErpComputed {

    private static final String TREES = """
            select table_name from information_schema.columns
            where table_schema = 'public' and column_name in ('parent_path', 'parent_id')
            group by table_name having count(*) = 2 order by 1""";

    private ErpComputed() {}

    static void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                statement.execute("""
                        with recursive tree (id, path) as (
                          select id, id || '/' from %1$s where parent_id is null
                          union all select c.id, tree.path || c.id || '/' from %1$s c join tree on c.parent_id = tree.id)
                        update %1$s t set parent_path = tree.path from tree where tree.id = t.id""".formatted(table));
            }
            statement.execute(
                    "update res_partner set commercial_partner_id = coalesce(parent_id, id) where commercial_partner_id is null");
            statement.execute(
                    "insert into res_company_users_rel (cid, user_id) select company_id, id from res_users on conflict do nothing");
            statement.execute("""
                    insert into res_groups_users_rel (gid, uid) select g.res_id, u.res_id from ir_model_data u, ir_model_data g
                    where (u.module, u.name, g.module) = ('base', 'user_admin', 'base') and g.name in ('group_user', 'group_system')
                    on conflict do nothing""");
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery(TREES)) {
            var tables = new java.util.ArrayList<String>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        }
    }
}
