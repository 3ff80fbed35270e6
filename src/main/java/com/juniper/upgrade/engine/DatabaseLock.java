package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;

/** The one run that may work on a database; held as long as its connection is open. */
final class DatabaseLock implements AutoCloseable {

    private static final long KEY = 0x4A55_5047_5241_4445L;

    private static final String LOCK_TIMEOUT = "55P03";

    private final Connection connection;

    private DatabaseLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock.
     *
     * @throws EngineException if another run holds it; the message names it
     */
    static DatabaseLock take(DatabaseAddress database) {
        try {
            var connection = database.connect();
            // a session that was closed a moment ago may still be ending
            Sql.execute(connection, "set lock_timeout = '3s'");
            try {
                Sql.query(connection, "select pg_advisory_lock(?)", row -> row.getString(1), KEY);
                Sql.execute(connection, "reset lock_timeout");
                return new DatabaseLock(connection);
            } catch (SQLException e) {
                if (!LOCK_TIMEOUT.equals(e.getSQLState())) {
                    throw e;
                }
            }
            var holder = Sql.strings(connection, """
                    select format('session %s (%s), since %s', a.pid, coalesce(nullif(a.application_name, ''), a.usename), to_char(a.backend_start, 'HH24:MI:SS'))
                    from pg_locks l join pg_stat_activity a using (pid)
                    where l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())""");
            connection.close();
            throw new EngineException("Another upgrade works on this database: " + String.join(", ", holder));
        } catch (SQLException e) {
            throw new EngineException("Cannot connect to " + database + ": " + e.getMessage(), e);
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
