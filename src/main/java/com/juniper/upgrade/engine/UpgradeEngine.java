package com.juniper.upgrade.engine;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves a database to a newer version, in place, hop by hop. Meant for a copy: what it does cannot be undone, but what
 * was interrupted goes on when it is called again with the same arguments.
 */
public final class UpgradeEngine {

    private final UpgradeSettings settings;
    private final Scripts scripts;

    public UpgradeEngine(UpgradeSettings settings) {
        this.settings = settings;
        this.scripts = new Scripts(settings.scriptPacks());
    }

    /**
     * Upgrades a database to a version: every hop, then the end work.
     *
     * @param filestore where the files go that the result needs beside its own ({@code xx/<sha1>})
     * @throws CatalogMissingException if its version or the target is not published
     * @throws EngineException if a step fails; the steps before it stay done
     */
    public UpgradeResult upgrade(
            DatabaseAddress database, Version target, Catalogs catalogs, Path filestore, UpgradeListener listener) {
        return upgrade(database, target, catalogs, filestore, listener, result -> {});
    }

    /**
     * As the other one.
     *
     * @param keeper keeps what is wanted of the result, while {@link FindingExport} still has all findings; if it throws, the
     *     next call begins with it
     */
    public UpgradeResult upgrade(
            DatabaseAddress database,
            Version target,
            Catalogs catalogs,
            Path filestore,
            UpgradeListener listener,
            Consumer<UpgradeResult> keeper) {
        for (Hop hop : remaining(database, target, catalogs)) {
            hop(database, hop, catalogs, listener);
        }
        var result = finish(database, target, catalogs, filestore, null, listener);
        keeper.accept(result);
        forget(database);
        return result;
    }

    /**
     * Plans what is left to do; an upgrade that is under way in the database counts as being there.
     *
     * @throws EngineException if there is nothing to do
     */
    public List<Hop> remaining(DatabaseAddress database, Version target, Catalogs catalogs) {
        var version = DatabaseAnalysis.version(database);
        var unfinished = unfinishedHop(database);
        if (unfinished != null) {
            List<Hop> hops = new ArrayList<>(List.of(unfinished));
            if (unfinished.to().compareTo(target) < 0) {
                hops.addAll(catalogs.hops(unfinished.to(), target));
            }
            return hops;
        }
        if (version.equals(target) && begun(database)) {
            return List.of();
        }
        return catalogs.hops(version, target);
    }

    private static boolean begun(DatabaseAddress database) {
        try (Connection connection = database.connect()) {
            return WorkSchema.exists(connection);
        } catch (SQLException e) {
            throw new EngineException("Cannot read " + database + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable Hop unfinishedHop(DatabaseAddress database) {
        try (Connection connection = database.connect()) {
            return WorkSchema.exists(connection) ? WorkSchema.unfinishedHop(connection) : null;
        } catch (SQLException e) {
            throw new EngineException("Cannot read " + database + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs one hop, or what is left of it.
     *
     * @throws EngineException if a step fails, or another run works on the database
     */
    public void hop(DatabaseAddress database, Hop hop, Catalogs catalogs, UpgradeListener listener) {
        try (var lock = DatabaseLock.take(database);
                var base = catalogs.open(hop.from());
                var theirs = catalogs.open(hop.to())) {
            var context = new HopContext(database, hop, base, theirs, settings, listener);
            WorkSchema.prepare(lock.connection(), hop);
            new Checkpoints(context, steps(context, installed(lock.connection(), context))).run();
            WorkSchema.hopDone(lock.connection());
        } catch (SQLException e) {
            throw new EngineException("The hop %s failed: %s".formatted(hop, e.getMessage()), e);
        }
    }

    /** The modules whose scripts run: those installed before the hop, and those that will be. */
    private static Set<String> installed(Connection connection, HopContext context) throws SQLException {
        Set<String> modules = new HashSet<>(
                Sql.strings(connection, "select name from juniper_upgrade.module where installed or wanted"));
        if (modules.isEmpty()) {
            modules.addAll(
                    Sql.strings(connection, "select name from public.ir_module_module where state = 'installed'"));
            modules.addAll(
                    ChooseModules.closure(Set.copyOf(modules), context.theirs().modules()));
        }
        return modules;
    }

    private List<Step> steps(HopContext context, Set<String> modules) {
        List<Step> steps = new ArrayList<>(
                List.of(new LoadCatalogs(), new ChooseModules(), new MeasureFigures(), new DropStructure()));
        steps.addAll(scripts.of(context.hop(), "pre", modules));
        steps.addAll(List.of(
                new FollowRenames(),
                new MergeSchema(),
                new OwnTranslations(),
                new MatchRecords(),
                new InsertRecords(),
                new UpdateRecords(),
                new MergeLinks(),
                new RemoveRecords(),
                new MergeExternalIds(),
                new TextToHtml()));
        steps.addAll(scripts.of(context.hop(), "post", modules));
        steps.addAll(List.of(new FillTrees(), new RemoveColumns(), new RestoreStructure()));
        steps.addAll(scripts.of(context.hop(), "end", modules));
        if (context.hop().leadsTo(ConvertTemplates.VERSION)) {
            steps.add(new ConvertTemplates());
        }
        if (context.hop().leadsTo(ConvertViews.VERSION)) {
            steps.add(new ConvertViews());
        }
        steps.addAll(List.of(
                new CheckViews(),
                new CheckTexts(),
                new CompareFigures(),
                new MarkModules(),
                new FindCustomCode(),
                new NameApps()));
        return steps;
    }

    /**
     * Ends an upgrade: files out of the database, the target's standard files, statistics. The engine's own tables stay, so
     * that the result can be read again after a crash, until {@link #forget} drops them.
     *
     * @param filestore as in {@link #upgrade}
     * @param present the files that the database has already, in which each that it names is looked for; null where they
     *     are not at hand
     * @throws EngineException if it fails; it can be called again
     */
    public UpgradeResult finish(
            DatabaseAddress database,
            Version target,
            Catalogs catalogs,
            Path filestore,
            @Nullable PresentFiles present,
            UpgradeListener listener) {
        try (var lock = DatabaseLock.take(database)) {
            var connection = lock.connection();
            var versions = WorkSchema.versions(connection);
            var hopsDone = WorkSchema.hops(connection);
            int files = new Files(connection, filestore).write(catalogs, hopsDone);
            if (present != null && !hopsDone.isEmpty()) {
                new CheckFiles(connection, filestore, present, listener).run(hopsDone.get(hopsDone.size() - 1));
            }
            List<HopResult> hops = new ArrayList<>();
            for (Hop hop : hopsDone) {
                hops.add(result(connection, hop));
            }
            WorkSchema.dropReleases(connection);
            analyze(database, connection);
            listener.log("The database is of version " + target);
            return new UpgradeResult(versions.from(), target, hops, scripts.version(), files, appTitles(connection));
        } catch (SQLException | IOException e) {
            throw new EngineException("Cannot finish the upgrade: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> appTitles(Connection connection) throws SQLException {
        Map<String, String> titles = new TreeMap<>();
        Sql.query(connection, """
                select name, left(coalesce(to_jsonb(shortdesc) ->> 'en_US', shortdesc::text), 200) from public.ir_module_module
                where shortdesc is not null and name in (select module from juniper_upgrade.finding)""", row -> titles.put(row.getString(1), row.getString(2)));
        return titles;
    }

    /** Statistics as the server makes them, and not as the steps do with less. */
    private void analyze(DatabaseAddress database, Connection connection) throws SQLException {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        Sql.strings(connection, """
                        select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^(pg_|information_schema$|juniper_upgrade)'
                        order by pg_relation_size(c.oid) desc""")
                .forEach(table -> tables.put(table, List.of("reset default_statistics_target", "analyze " + table)));
        new ParallelStatements(database, settings).run(tables, (own, table, statement) -> Sql.execute(own, statement));
    }

    /** Drops the engine's tables: of a database that arrives, for they could be forged, and of one that is delivered. */
    public static void forget(DatabaseAddress database) {
        try (Connection connection = database.connect()) {
            WorkSchema.drop(connection);
        } catch (SQLException e) {
            throw new EngineException("Cannot drop the engine's tables: " + e.getMessage(), e);
        }
    }

    static HopResult result(Connection connection, Hop hop) throws SQLException {
        var steps = Sql.query(
                connection,
                "select name, title, rows, millis from juniper_upgrade.step where hop = ? order by position",
                row -> new StepResult(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)),
                hop.toString());
        return new HopResult(
                hop.from(), hop.to(), steps, worst(connection, hop.toString()), counts(connection, hop.toString()));
    }

    /** Each category is sorted by itself and cut, so that nothing of the rest is kept anywhere. */
    private static List<Finding> worst(Connection connection, String hop) throws SQLException {
        return Sql.query(
                connection,
                """
                select c.category, f.severity, f.module, f.title, f.details
                from (select distinct category from juniper_upgrade.finding where hop = ?) c
                cross join lateral (
                  select * from juniper_upgrade.finding f where f.hop = ? and f.category = c.category
                  order by array_position(array['PROBLEM', 'WARNING', 'INFO'], f.severity), f.module, f.title, f.details::text
                  limit %d) f
                order by c.category, array_position(array['PROBLEM', 'WARNING', 'INFO'], f.severity), f.module, f.title, f.details::text""".formatted(HopResult.SHOWN),
                row -> new Finding(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        details(row.getString(5))),
                hop,
                hop);
    }

    private static List<FindingCount> counts(Connection connection, String hop) throws SQLException {
        return Sql.query(
                connection,
                "select category, severity, module, count(*) from juniper_upgrade.finding where hop = ? group by 1, 2, 3 order by 1, 2, 3",
                row -> new FindingCount(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)),
                hop);
    }

    private static Map<String, String> details(String json) throws SQLException {
        try {
            return Catalog.JSON.readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new SQLException("A finding cannot be read", e);
        }
    }
}
