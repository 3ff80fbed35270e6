package com.juniper.upgrade.explorer;

import com.juniper.upgrade.databases.ClusterException;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Opens hosted databases to read in.
 *
 * <p>They are strangers': each is read as a role that can do what its own owner can and no more, in a read-only
 * transaction with time limits; only real tables are read, never views, so that none of their code runs.
 */
@Component
public class Explorer {

    private static final Logger log = LoggerFactory.getLogger(Explorer.class);

    private final HostedDatabases databases;

    Explorer(HostedDatabases databases) {
        this.databases = databases;
    }

    /** Something to read. */
    @FunctionalInterface
    public interface Reading<T> {
        T in(Content content) throws SQLException;
    }

    /**
     * {@return what a reading finds in a database}
     *
     * @throws DatabaseUnavailableException if it cannot be read now
     * @throws NotThereException if it does not have what is asked for
     */
    public <T> T read(HostedDatabase database, Reading<T> reading) {
        try (Connection connection = databases.reader(database).connect()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "set local search_path = pg_catalog; set local statement_timeout = '10s'; set local lock_timeout = '2s'; set local row_security = off");
            }
            var found = reading.in(new Content(connection));
            connection.rollback();
            return found;
        } catch (SQLException | ClusterException e) {
            log.info("Cannot read in {} on {}: {}", database.name(), database.cluster(), e.getMessage());
            throw new DatabaseUnavailableException(
                    "The database %s cannot be read now. It may be closed for an upgrade; try again in a moment."
                            .formatted(database.name()),
                    e);
        }
    }
}
