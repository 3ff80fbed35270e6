package com.juniper.upgrade.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tries upgrade scripts before a customer's database does: each on the empty structure of the release before, of nothing
 * but its module and what that needs, twice. So a script is found that names what its module does not bring, has a
 * syntax error, or cannot be run again.
 */
public final class ScriptLint {

    private static final String CHECK = "script";
    private static final Pattern MISSING = Pattern.compile("(?:relation|column) \"?(?:public\\.)?([\\w.]+)\"?");

    private final Catalogs catalogs;
    private final Scripts scripts;
    private final Set<String> own;
    private final UpgradeSettings settings;

    private ScriptLint(Catalogs catalogs, Path folder) {
        this.catalogs = catalogs;
        this.scripts = new Scripts(List.of(folder));
        this.own = Scripts.paths(folder);
        this.settings = UpgradeSettings.defaults();
    }

    /**
     * Tries every script of a folder; nothing is left in the database.
     *
     * @param database an empty one
     * @param catalogs the releases that the scripts are for, and those before them
     * @return what is wrong: check {@code script}, the script's path, the reason with the way out; empty if nothing is
     * @throws EngineException if the folder holds a file of another name than scripts have, or the database is not empty
     */
    public static List<Defect> run(DatabaseAddress database, Catalogs catalogs, Path folder) {
        var lint = new ScriptLint(catalogs, folder);
        List<Defect> defects = new ArrayList<>(lint.ofNoRelease());
        try (Connection connection = database.connect()) {
            if (Sql.number(connection, "select count(*) from pg_class where relnamespace = 'public'::regnamespace")
                    > 0) {
                throw new EngineException(
                        "The database %s is not empty; scripts are tried in an empty one".formatted(database));
            }
            connection.setAutoCommit(false);
            var versions = catalogs.versions();
            for (int i = 1; i < versions.size(); i++) {
                defects.addAll(lint.hop(database, connection, new Hop(versions.get(i - 1), versions.get(i))));
                connection.rollback();
            }
        } catch (SQLException | IOException e) {
            throw new EngineException("The scripts cannot be tried: " + e.getMessage(), e);
        }
        return defects;
    }

    private List<Defect> ofNoRelease() {
        return scripts.all().stream()
                .filter(this::isOwn)
                .filter(script -> catalogs.versions().indexOf(script.version()) < 1)
                .map(script -> new Defect(
                        CHECK,
                        script.path(),
                        "version %s and one before it are not both among the catalogs: %s"
                                .formatted(script.version(), catalogs.versions())))
                .toList();
    }

    private boolean isOwn(Script script) {
        return own.contains(script.path());
    }

    private List<Defect> hop(DatabaseAddress database, Connection connection, Hop hop)
            throws SQLException, IOException {
        try (var base = catalogs.open(hop.from());
                var theirs = catalogs.open(hop.to())) {
            var context = new HopContext(database, hop, base, theirs, settings, UpgradeListener.none());
            var before = new CatalogFacts(base);
            var modules = scripts.all().stream()
                    .filter(script -> isOwn(script) && script.version().equals(hop.to()))
                    .map(Script::module)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (modules.isEmpty()) {
                return List.of();
            }
            HopContext.prepare(connection, context.settings());
            Sql.execute(connection, Scripts.resource("work-schema.sql"));
            WorkSchema.begin(connection, hop);
            createTables(connection, before, Set.of("base"));
            new LoadCatalogs().run(context, connection);
            List<Defect> defects = new ArrayList<>();
            for (String module : modules) {
                var savepoint = connection.setSavepoint();
                defects.addAll(module(context, connection, before, module));
                connection.rollback(savepoint);
            }
            return defects;
        }
    }

    private List<Defect> module(HopContext context, Connection connection, CatalogFacts before, String module)
            throws SQLException {
        var older = context.base().modules();
        var old = needs(
                older.containsKey(module)
                        ? Set.of(module)
                        : needs(Set.of(module), context.theirs().modules()),
                older);
        var wanted = ChooseModules.closure(Set.of(module), context.theirs().modules());
        if (old.isEmpty() && wanted.isEmpty()) {
            return scripts.of(context.hop(), "pre", Set.of(module)).stream()
                    .filter(this::isOwn)
                    .map(script -> new Defect(CHECK, script.path(), "no release has a module " + module))
                    .toList();
        }
        createTables(connection, before, old);
        for (String name : wanted) {
            Sql.update(connection, "insert into juniper_upgrade.module values (?, true, ?)", name, old.contains(name));
        }
        var installed = new HashSet<>(old);
        installed.addAll(wanted);
        List<Defect> defects = new ArrayList<>();
        Predicate<Script> told = script -> isOwn(script) && script.module().equals(module);
        tryAll(connection, scripts.of(context.hop(), "pre", installed), told, defects);
        new MergeSchema().run(context, connection);
        tryAll(connection, scripts.of(context.hop(), "post", installed), told, defects);
        tryAll(connection, scripts.of(context.hop(), "end", installed), told, defects);
        return defects;
    }

    /** {@return modules and all that they depend on, but for those that are not there} */
    private static Set<String> needs(Set<String> names, Map<String, Catalog.Module> modules) {
        Set<String> needs = new TreeSet<>();
        List<String> open = new ArrayList<>(names);
        while (!open.isEmpty()) {
            var described = modules.get(open.remove(open.size() - 1));
            if (described != null && needs.add(described.name())) {
                open.addAll(described.dependencies());
            }
        }
        return needs;
    }

    private static void tryAll(
            Connection connection, List<Script> scripts, Predicate<Script> told, List<Defect> defects)
            throws SQLException {
        for (Script script : scripts) {
            var reason = failure(connection, script);
            if (reason == null && told.test(script)) {
                reason = failure(connection, script);
                reason = reason == null ? null : "it cannot be run twice: " + reason;
            }
            if (reason != null && told.test(script)) {
                defects.add(new Defect(CHECK, script.path(), reason));
            }
        }
    }

    private static @Nullable String failure(Connection connection, Script script) throws SQLException {
        var savepoint = connection.setSavepoint();
        try {
            Sql.execute(connection, script.sql());
            dropTemporaryTables(connection);
            return null;
        } catch (SQLException e) {
            connection.rollback(savepoint);
            var message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return MISSING.matcher(message).find()
                    ? message
                            + "; the module %s does not bring it: guard the statement with table_exists or column_exists"
                                    .formatted(script.module())
                    : message;
        }
    }

    /** A script's own go with its transaction. */
    private static void dropTemporaryTables(Connection connection) throws SQLException {
        for (String table : Sql.strings(
                connection,
                "select quote_ident(relname) from pg_class where relnamespace = pg_my_temp_schema() and relkind = 'r'")) {
            Sql.execute(connection, "drop table pg_temp." + table);
        }
    }

    /** Makes the tables of some modules, without keys and rows, that are not there yet, and the columns that they lack. */
    private static void createTables(Connection connection, CatalogFacts facts, Set<String> modules)
            throws SQLException {
        Predicate<String> belongs = thing ->
                facts.owners(thing).isEmpty() || facts.owners(thing).stream().anyMatch(modules::contains);
        var existing = SchemaReader.read(connection);
        for (Schema.Table table : MergeSchema.parentsFirst(facts.schema())) {
            if (belongs.test(table.name())) {
                var columns = table.columns().values().stream()
                        .filter(column -> !column.inherited() && belongs.test(table.name() + "." + column.name()))
                        .toList();
                var there = existing.tables().get(table.name());
                if (there == null) {
                    MergeSchema.create(connection, table, columns);
                } else {
                    MergeSchema.change(connection, there, columns, Set.of());
                }
            }
        }
    }
}
