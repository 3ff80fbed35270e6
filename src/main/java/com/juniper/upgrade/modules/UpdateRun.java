package com.juniper.upgrade.modules;

import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.engine.ViewCheck;
import com.juniper.upgrade.modules.DataElement.FieldData;
import com.juniper.upgrade.modules.DataElement.Row;
import com.juniper.upgrade.modules.ModuleScript.Phase;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Parser;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;

/** One update of custom modules within one transaction. */
final class UpdateRun {

    /** Nobody else works in the database; who waits this long waits for ever. */
    private static final String PREPARE = """
            set local search_path = public, pg_temp; set local lock_timeout = '1min'; set local statement_timeout = 0;
            set local client_min_messages = error; set local standard_conforming_strings = on""";

    /** Lets the server notice that we are gone while a statement runs. */
    private static final String NOTICE = """
            select set_config(name, '10s', true) from pg_settings where name = 'client_connection_check_interval'""";

    private static final String ENDED = "a script has ended the update's transaction";

    private static final int FETCHED = 100;
    private static final int MOST_NAMES = 10;

    private final Session session;
    private final Deadline deadline;
    private final Version version;
    private final Map<String, String> installed;
    private final Consumer<String> log;
    private final LiveModels models;
    private final ExternalIdTable externalIds;
    private final RecordWriter writer;

    /**
     * Prepares a run.
     *
     * @param version of the database
     * @param installed versions of the modules that are there
     */
    UpdateRun(
            Session session, Deadline deadline, Version version, Map<String, String> installed, Consumer<String> log) {
        this.session = session;
        this.deadline = deadline;
        this.version = version;
        this.installed = installed;
        this.log = log;
        models = new LiveModels(session);
        externalIds = new ExternalIdTable(session);
        writer = new RecordWriter(session, models, externalIds, version, log);
    }

    /**
     * Does all of it, and commits.
     *
     * @param marker is written within it; null for none
     */
    void run(List<CustomModule> modules, @Nullable String marker) throws SQLException {
        try {
            var transaction = transaction();
            var guard = new ScriptGuard(session);
            session.query(NOTICE, row -> row.getString(1));
            for (CustomModule module : modules) {
                update(module);
            }
            for (CustomModule module : modules) {
                scripts(module, Phase.END);
            }
            session.execute(PREPARE);
            writer.fillTrees();
            checkViews(modules);
            new UpdateMarker(session).write(marker);
            guard.check();
            deadline.check();
            if (!Objects.equals(transaction, transaction())) {
                throw new ModuleUpdateFailedException(null, null, ENDED, null);
            }
            session.connection().commit();
            log.accept(
                    modules.isEmpty()
                            ? "no custom module is installed"
                            : counted(modules.size(), "custom module") + " updated");
        } catch (SQLException e) {
            throw failure(null, null, e);
        }
    }

    private @Nullable String transaction() throws SQLException {
        return session.text("select txid_current()::text");
    }

    private void update(CustomModule module) throws SQLException {
        var before = installed.getOrDefault(module.name(), "");
        if (!before.isEmpty() && ModuleVersion.parse(before) == null) {
            throw new ModuleUpdateFailedException(
                    module.manifest(), null, "the installed version '%s' cannot be compared".formatted(before), null);
        }
        log.accept(
                before.isEmpty()
                        ? "%s: new, %s".formatted(module.name(), module.fullVersion(version))
                        : "%s: %s → %s".formatted(module.name(), before, module.fullVersion(version)));
        scripts(module, Phase.PRE);
        session.execute(PREPARE);
        for (DataFile file : module.data()) {
            load(module, file);
        }
        scripts(module, Phase.POST);
        session.execute(PREPARE);
        register(module);
        var left = externalIds.left(module.name());
        if (!left.isEmpty()) {
            log.accept("%s: %s kept that no data file names any more: %s%s"
                    .formatted(
                            module.name(),
                            counted(left.size(), "record"),
                            left.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")),
                            left.size() > MOST_NAMES ? ", …" : ""));
        }
    }

    private void scripts(CustomModule module, Phase phase) throws SQLException {
        for (ModuleScript script : module.scripts()) {
            if (script.phase() == phase && script.isDue(installed.getOrDefault(module.name(), ""))) {
                long begin = System.nanoTime();
                long rows = run(script);
                models.changed("");
                log.accept("%s: %s: %s, %s, %d ms"
                        .formatted(
                                module.name(),
                                script.pathIn(module),
                                counted(script.statements().size(), "statement"),
                                counted(rows, "row"),
                                millis(begin)));
            }
        }
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static long millis(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private long run(ModuleScript script) throws SQLException {
        session.execute(PREPARE);
        var connection = session.connection().unwrap(BaseConnection.class);
        long rows = 0;
        for (SqlStatement sql : script.statements()) {
            deadline.check();
            requireOne(script, sql, connection);
            try (var statement = session.connection().createStatement()) {
                statement.setEscapeProcessing(false);
                statement.setFetchSize(FETCHED);
                rows += rows(statement, sql.sql());
            } catch (SQLException e) {
                throw failure(script.path(), sql.line() + linesBefore(sql.sql(), e), e);
            }
            if (connection.getTransactionState() != TransactionState.OPEN) {
                throw new ModuleUpdateFailedException(script.path(), sql.line(), ENDED, null);
            }
        }
        return rows;
    }

    /**
     * The second lock behind {@link SqlScript}: what the driver does not split it sends as one command of the extended
     * protocol, and there the server refuses several.
     */
    private static void requireOne(ModuleScript script, SqlStatement sql, BaseConnection connection)
            throws SQLException {
        if (!connection.getStandardConformingStrings()
                || Parser.parseJdbcSql(sql.sql(), true, false, true, false, false)
                                .size()
                        > 1) {
            throw new ModuleUpdateFailedException(
                    script.path(), sql.line(), "this is not one statement for PostgreSQL and its driver", null);
        }
    }

    /** Runs a statement to its end; a query's rows are of no use, but its functions may write. */
    private static long rows(Statement statement, String sql) throws SQLException {
        if (!statement.execute(sql)) {
            return Math.max(0, statement.getUpdateCount());
        }
        try (var found = statement.getResultSet()) {
            while (found.next()) {
                // it is read in parts
            }
        }
        return 0;
    }

    private static int linesBefore(String sql, SQLException failure) {
        var server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        int position = server == null ? 0 : Math.min(server.getPosition(), sql.length());
        return (int) sql.substring(0, Math.max(0, position))
                .chars()
                .filter(c -> c == '\n')
                .count();
    }

    private void load(CustomModule module, DataFile file) throws SQLException {
        long begin = System.nanoTime();
        int written = 0;
        for (DataElement element : file.elements()) {
            deadline.check();
            try {
                written += writer.write(element) ? 1 : 0;
            } catch (RefusedException e) {
                var problem = e.in(file.path());
                throw new ModuleUpdateFailedException(problem.path(), problem.line(), problem.message(), e);
            } catch (SQLException e) {
                throw failure(file.path(), element.line(), e);
            }
        }
        int left = file.elements().size() - written;
        log.accept("%s: %s: %s%s, %d ms"
                .formatted(
                        module.name(),
                        file.path().substring(module.folder().length() + 1),
                        counted(written, "record"),
                        left == 0 ? "" : ", %d left as they are".formatted(left),
                        millis(begin)));
    }

    /** Writes down that a module is installed in its version, and what it needs. */
    private void register(CustomModule module) throws SQLException {
        var id = session.number("select id from public.ir_module_module where name = ?", module.name());
        if (id == null) {
            add(module);
            id = session.number("select id from public.ir_module_module where name = ?", module.name());
        }
        session.update(
                "update public.ir_module_module set state = 'installed', latest_version = ? where id = ?",
                module.fullVersion(version),
                id);
        session.update("delete from public.ir_module_module_dependency where module_id = ?", id);
        for (String dependency : module.depends()) {
            session.update(
                    "insert into public.ir_module_module_dependency (name, module_id) values (?, ?)", dependency, id);
        }
    }

    private void add(CustomModule module) throws SQLException {
        var title = module.title().isEmpty() ? module.name() : module.title();
        var fields = List.of(
                new FieldData(1, "name", new DataValue.Text(module.name())),
                new FieldData(1, "shortdesc", new DataValue.Text(title)),
                new FieldData(1, "state", new DataValue.Text("installed")));
        try {
            writer.write(new Row(1, "base.module_" + module.name(), "ir.module.module", false, true, fields));
        } catch (RefusedException e) {
            throw new ModuleUpdateFailedException(
                    module.manifest(), null, e.in("").message(), e);
        }
    }

    /** Every view of the updated modules must fit, and no other may be broken by them. */
    private void checkViews(List<CustomModule> modules) throws SQLException {
        var names = modules.stream().map(CustomModule::name).collect(Collectors.toSet());
        var own = externalIds.views(names);
        if (own.isEmpty()) {
            return;
        }
        long begin = System.nanoTime();
        var broken = ViewCheck.broken(session.connection(), own);
        if (!broken.isEmpty()) {
            StringBuilder all = new StringBuilder();
            for (var view : broken.entrySet()) {
                all.append(all.isEmpty() ? "" : "; ")
                        .append(externalIds.name("ir.ui.view", view.getKey()))
                        .append(": ")
                        .append(view.getValue());
            }
            var first = broken.keySet().iterator().next();
            var place = place(modules, externalIds.name("ir.ui.view", first));
            throw new ModuleUpdateFailedException(place.path(), place.line(), all.toString(), null);
        }
        log.accept("%s checked, %d ms".formatted(counted(own.size(), "view"), millis(begin)));
    }

    private static Problem place(List<CustomModule> modules, String externalId) {
        Problem found = new Problem(null, null, "");
        for (CustomModule module : modules) {
            for (DataFile file : module.data()) {
                for (DataElement element : file.elements()) {
                    found = element.externalId().equals(externalId)
                            ? new Problem(file.path(), element.line(), "")
                            : found;
                }
            }
        }
        return found;
    }

    private ModuleUpdateFailedException failure(@Nullable String path, @Nullable Integer line, SQLException e) {
        return new ModuleUpdateFailedException(path, line, deadline.isOver() ? deadline.told() : Session.primary(e), e);
    }
}
