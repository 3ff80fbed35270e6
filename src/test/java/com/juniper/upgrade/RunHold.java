package com.juniper.upgrade;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;

/** Stops runs before one of their steps, so that what they show there can be looked at however fast they are. */
public final class RunHold {

    private static final int KEY = 4711;

    private RunHold() {}

    /** Does something while every run that comes to the step with that name waits in the transaction that begins it. */
    public static void before(String step, ApplicationContext platform, Runnable look) throws SQLException {
        try (var connection = platform.getBean(DataSource.class).getConnection()) {
            execute(connection, "select pg_advisory_lock(%d)".formatted(KEY));
            execute(connection, """
                    create or replace function upgrade.hold_run() returns trigger language plpgsql as $$
                    begin
                      if new.name = tg_argv[0] then perform pg_advisory_xact_lock_shared(%d); end if;
                      return new;
                    end $$""".formatted(KEY));
            execute(connection, """
                    create or replace trigger hold_run before insert on upgrade.request_step
                    for each row execute function upgrade.hold_run('%s')""".formatted(step));
            try {
                look.run();
            } finally {
                // the trigger stays, and holds nobody any more: to drop it waits for whoever reads the table, and
                // blocks all others
                execute(connection, "select pg_advisory_unlock(%d)".formatted(KEY));
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
