package com.juniper.upgrade.databases;

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
    private static final String LOCK = "select pg_advisory_lock(hashtext('start of the platform'))";

    private final Connection connection;

    /**
     * Waits for the turn.
     *
     * @throws SQLException if the database cannot be reached
     */
    StartTurn(String url, String user, String password) throws SQLException {
        connection = DriverManager.getConnection(url, user, password);
        log.info("Waits for other nodes that start");
        try (var statement = connection.createStatement()) {
            statement.execute(LOCK);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
