package com.juniper.upgrade.modules;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseAnalysis;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings custom modules into an upgraded database (R46, R127): their scripts, their data files, what the database knows
 * about them; then each of their views must fit. All of it is one transaction: a failure or a kill leaves nothing.
 */
public final class ModuleUpdate {

    private final DatabaseAddress database;
    private final Duration longest;

    /**
     * Prepares an update.
     *
     * @param database with an unprivileged role that owns it: what scripts hide is refused to that
     * @param longest how long the whole update may take; then it is ended from outside
     */
    public ModuleUpdate(DatabaseAddress database, Duration longest) {
        this.database = database;
        this.longest = longest;
    }

    /**
     * Updates all installed custom modules, and installs those of the sources that they depend on, in the order of
     * dependency.
     *
     * @param installed the installed modules with their versions; standard ones among them are left out
     * @param standard the standard modules of the database's version
     * @param log takes lines for people, as things happen
     * @throws ModulesRefusedException if the modules do not fit the database's version
     * @throws ModuleUpdateFailedException if anything fails; then the database is as it was
     */
    public void run(CustomModules modules, Map<String, String> installed, Set<String> standard, Consumer<String> log) {
        run(modules, installed, standard, null, log);
    }

    /**
     * Does the same once: an update whose marker the database has already is not done again, for scripts of 0.0.0 would run
     * twice.
     *
     * @param marker names this update of this database, such as by request and commit; written in its transaction; null for
     *     none
     */
    public void run(
            CustomModules modules,
            Map<String, String> installed,
            Set<String> standard,
            @Nullable String marker,
            Consumer<String> log) {
        if (isDone(marker)) {
            log.accept("the custom modules were updated before: " + marker);
            return;
        }
        var version = DatabaseAnalysis.version(database);
        var obstacles = modules.obstacles(installed, version, standard);
        if (!obstacles.isEmpty()) {
            throw new ModulesRefusedException(obstacles);
        }
        var needed = modules.needed(installed, standard);
        modules.all().stream()
                .filter(module -> !needed.contains(module))
                .forEach(module -> log.accept(module.name() + ": in the sources, not installed in the database"));
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            var session = new Session(connection);
            int process = session.query("select pg_backend_pid()", row -> row.getInt(1))
                    .get(0);
            try (var deadline = new Deadline(database, connection, process, longest)) {
                new UpdateRun(session, deadline, version, installed, log).run(needed, marker);
            }
        } catch (SQLException e) {
            throw new ModuleUpdateFailedException(null, null, Session.primary(e), e);
        }
    }

    private boolean isDone(@Nullable String marker) {
        try (Connection connection = database.connect()) {
            return new UpdateMarker(new Session(connection)).isThere(marker);
        } catch (SQLException e) {
            throw new ModuleUpdateFailedException(null, null, Session.primary(e), e);
        }
    }
}
