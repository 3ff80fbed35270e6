package com.juniper.upgrade.databases;

import com.juniper.upgrade.StartRefusedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Lets nodes that share a database start one after the other: the first one makes the tables and what they need, the others
 * find it. A node that dies gives its turn up with its connection.
 */
class StartTurn implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StartTurn.class);
    /** A node that vanishes without a word gives its turn up within half a minute. */
    private static final String LOCK = """
            set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3; set lock_timeout = '10min';
            select pg_advisory_lock(hashtext('start of the platform'))""";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Connection connection;

    /**
     * Waits for the turn.
     *
     * @throws SQLException if the database cannot be reached
     * @throws StartRefusedException if another node has been starting for ten minutes
     */
    StartTurn(String url, String user, String password) throws SQLException {
        connection = DriverManager.getConnection(url, user, password);
        log.info("Waits for other nodes that start");
        try (var statement = connection.createStatement()) {
            statement.execute(LOCK);
        } catch (SQLException e) {
            connection.close();
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new StartRefusedException(
                        "Another node on the same database has been starting for ten minutes. Look at its log, and start this one again.",
                        e);
            }
            throw e;
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
