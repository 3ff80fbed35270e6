package com.juniper.upgrade.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Tells each connection who acts, so that the triggers of the audit log know it, whichever code writes: the domain, the pages,
 * the process engine. Costs a statement where the connection was last used by somebody else.
 */
final class ActingDataSource extends DelegatingDataSource {

    private final Map<Connection, String> told = Collections.synchronizedMap(new WeakHashMap<>());

    ActingDataSource(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
        var actor = Actor.now(); // first: it may need a connection itself
        var connection = super.getConnection();
        try {
            tell(connection, actor);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void tell(Connection connection, String actor) throws SQLException {
        var physical = connection.unwrap(Connection.class);
        if (actor.equals(told.getOrDefault(physical, Actor.PLATFORM))) {
            return;
        }
        told.remove(physical);
        try (var statement = connection.prepareStatement("select set_config('juniper.actor', ?, false)")) {
            statement.setString(1, actor);
            statement.execute();
        }
        told.put(physical, actor);
    }
}
