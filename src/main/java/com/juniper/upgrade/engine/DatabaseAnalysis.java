package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a database is, before anything is changed in it (engine.md 1). */
public final class DatabaseAnalysis {

    private static final List<String> NEEDED = List.of("ir_module_module", "ir_model_data", "ir_model");

    private static final String TOOK_TOO_LONG = "57014";

    private static final int MOST_MODULES = 10_000;
    private static final int LONGEST_VERSION = 60;
    private static final int LONGEST_ERROR = 300;

    private DatabaseAnalysis() {}

    /**
     * {@return the line of releases to which a database says that it belongs}
     *
     * @throws NotAnErpDatabaseException if it is another application's
     */
    public static String line(DatabaseAddress address) {
        return reading(address, DatabaseAnalysis::line);
    }

    /**
     * {@return the version of a database}
     *
     * @throws NotAnErpDatabaseException if it is another application's
     */
    public static Version version(DatabaseAddress address) {
        return reading(address, connection -> version(fullVersion(connection)));
    }

    private static String shortened(String message) {
        var line = message.lines().findFirst().orElse("");
        return line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) + "…" : line;
    }

    /** Something to read in a database of the ERP. */
    private interface Reading<T> {
        T in(Connection connection) throws SQLException;
    }

    private static <T> T reading(DatabaseAddress address, Reading<T> reading) {
        try (Connection connection = address.connect()) {
            // what it reads may be a stranger's view, and must not be compared by a stranger's operators
            Sql.execute(connection, "set statement_timeout = '5min'; set search_path = pg_catalog");
            connection.setReadOnly(true);
            requireErp(connection);
            return reading.in(connection);
        } catch (SQLException e) {
            if (Sql.isOfTheData(e) || TOOK_TOO_LONG.equals(e.getSQLState())) {
                throw new NotAnErpDatabaseException(
                        "its tables cannot be read as the ERP's: " + shortened(String.valueOf(e.getMessage())));
            }
            throw new EngineException("Cannot analyse " + address + ": " + e.getMessage(), e);
        }
    }

    private static String line(Connection connection) throws SQLException {
        return Objects.requireNonNullElse(parameter(connection, "database.release_line"), "community");
    }

    /**
     * Analyses a database without knowing the releases: its modules stay of kind UNKNOWN.
     *
     * @throws NotAnErpDatabaseException if it is another application's
     */
    public static Analysis of(DatabaseAddress address) {
        return of(address, new Catalogs("", Map.of()), null);
    }

    /**
     * Analyses a database against the releases of its line.
     *
     * @param target the version it shall get
     * @throws NotAnErpDatabaseException if it is another application's
     */
    public static Analysis of(DatabaseAddress address, Catalogs catalogs, @Nullable Version target) {
        return reading(address, connection -> analysis(connection, catalogs, target));
    }

    private static void requireErp(Connection connection) throws SQLException {
        for (String table : NEEDED) {
            if (Sql.number(
                            connection,
                            "select count(*) from pg_tables where schemaname = 'public' and tablename = ?",
                            table)
                    == 0) {
                throw new NotAnErpDatabaseException("it has no table " + table);
            }
        }
    }

    private static Analysis analysis(Connection connection, Catalogs catalogs, @Nullable Version target)
            throws SQLException {
        var fullVersion = fullVersion(connection);
        var version = version(fullVersion);
        var modules = modules(connection, standard(catalogs, version), standard(catalogs, target));
        var names = modules.stream().map(ModuleInfo::name).toList();
        return new Analysis(
                version,
                fullVersion,
                line(connection),
                names.contains("web_enterprise") ? "enterprise" : "community",
                parameter(connection, "database.uuid"),
                parameter(connection, "database.enterprise_code"),
                modules,
                Sql.strings(connection, "select extname from pg_extension order by 1"),
                // the size of a database that closes its door to its owner is told to nobody
                Sql.number(connection, """
                        select case when has_database_privilege(current_database(), 'connect')
                                    then pg_database_size(current_database())
                                    else (select sum(pg_total_relation_size(oid)) from pg_class where relkind in ('r', 'm')) end"""),
                names.contains("web_studio"));
    }

    private static String fullVersion(Connection connection) throws SQLException {
        var base = Sql.strings(
                connection,
                "select left(latest_version::text, %d) from public.ir_module_module where name = 'base' and state = 'installed'"
                        .formatted(LONGEST_VERSION));
        if (base.isEmpty() || base.get(0) == null) {
            throw new NotAnErpDatabaseException("its module 'base' is not installed");
        }
        return base.get(0);
    }

    private static Version version(String full) {
        try {
            return Version.parse(full);
        } catch (IllegalArgumentException e) {
            throw new NotAnErpDatabaseException("its module 'base' has version '%s'".formatted(full));
        }
    }

    private static @Nullable String parameter(Connection connection, String key) throws SQLException {
        var values = Sql.strings(
                connection, "select left(value::text, 200) from public.ir_config_parameter where key = ?", key);
        return values.isEmpty() ? null : values.get(0);
    }

    private static StandardModules standard(Catalogs catalogs, @Nullable Version version) {
        if (version == null || !catalogs.files().containsKey(version)) {
            return new StandardModules(Set.of(), Set.of());
        }
        try (var catalog = catalogs.open(version)) {
            return StandardModules.of(catalog);
        }
    }

    private static List<ModuleInfo> modules(Connection connection, StandardModules before, StandardModules after)
            throws SQLException {
        var modules = Sql.query(
                connection,
                """
                select left(name::text, 200), left(latest_version::text, %d) from public.ir_module_module
                where state in ('installed', 'to upgrade', 'to remove') order by 1 limit %d""".formatted(LONGEST_VERSION, MOST_MODULES + 1),
                row -> new ModuleInfo(row.getString(1), row.getString(2), before.kind(row.getString(1), after)));
        if (modules.size() > MOST_MODULES) {
            throw new NotAnErpDatabaseException("it has more than %,d installed modules".formatted(MOST_MODULES));
        }
        return modules;
    }
}
