package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs the checks that are one statement: files {@code checks/<name>.sql}, whose first line says the rule and whose rows
 * are (thing, reason). A line {@code -- needs: table, table.column} skips the check where those are missing.
 */
final class SqlChecks {

    private static final String FOLDER = "checks/";
    private static final Pattern NEEDS = Pattern.compile("(?m)^-- needs: (.*)$");
    private static final int ENOUGH = 1000;

    private SqlChecks() {}

    static List<Defect> find(Connection connection, Schema schema) throws SQLException {
        List<Defect> defects = new ArrayList<>();
        for (String name : Scripts.read(FOLDER + "index.txt").lines().toList()) {
            var sql = Scripts.read(FOLDER + name + ".sql");
            if (isPossible(sql, schema)) {
                defects.addAll(Sql.query(
                        connection,
                        sql + "\nlimit " + ENOUGH,
                        row -> new Defect(name.replace('-', ' '), row.getString(1), row.getString(2))));
            }
        }
        return defects;
    }

    /** {@return whether the database has what a query says it needs} */
    static boolean isPossible(String sql, Schema schema) {
        var needs = NEEDS.matcher(sql);
        return !needs.find()
                || Set.of(needs.group(1).split(",\\s*")).stream().allMatch(thing -> exists(thing.strip(), schema));
    }

    private static boolean exists(String thing, Schema schema) {
        var dot = thing.indexOf('.');
        var table = schema.tables().get(dot < 0 ? thing : thing.substring(0, dot));
        return table != null && (dot < 0 || table.columns().containsKey(thing.substring(dot + 1)));
    }
}
