package com.juniper.upgrade.workflow;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** Databases with the platform's own schema and no rows: its migrations run once, every further one is a copy. */
public final class TestPlatform {

    private static final DatabaseAddress TEMPLATE = migrated();

    private TestPlatform() {}

    private static DatabaseAddress migrated() {
        var database = TestPostgres.createDatabase("platform");
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .schemas("upgrade", "camunda")
                .javaMigrations(new V0_1__Camunda_7_24())
                .load()
                .migrate();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("alter role %s set search_path to upgrade".formatted(database.user()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    /** {@return a database whose statements find the tables of the schema upgrade without its name} */
    public static DatabaseAddress database(String prefix) {
        return TestPostgres.copy(TEMPLATE, prefix);
    }
}
