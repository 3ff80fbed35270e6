package com.juniper.upgrade.workflow;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.stereotype.Component;

/** Creates the process engine's tables from the scripts that ship in its jar (ADR 2). */
@Component
class V0_1__Camunda_7_24 extends BaseJavaMigration {

    private static final List<String> COMPONENTS = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        searchPath(connection, "camunda");
        for (String component : COMPONENTS) {
            ScriptUtils.executeSqlScript(
                    connection,
                    new ClassPathResource(
                            "org/camunda/bpm/engine/db/create/activiti.postgres.create." + component + ".sql"));
        }
        searchPath(connection, "upgrade");
    }

    private static void searchPath(Connection connection, String schema) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set search_path to " + schema);
        }
    }
}
