package com.juniper.upgrade.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What every step of a hop works with: the database, the releases before and after, and who listens. */
record HopContext(
        DatabaseAddress address,
        Hop hop,
        Catalog base,
        Catalog theirs,
        UpgradeSettings settings,
        UpgradeListener listener) {

    /** The schema of the engine's own tables, dropped before delivery. */
    static final String WORK = "juniper_upgrade";

    /** The schemas into which the standard records of the two releases are loaded. */
    static final String BASE = "juniper_upgrade_base";

    static final String THEIRS = "juniper_upgrade_theirs";

    /**
     * Fixes what a stranger's database could have set otherwise. Compiling our wide statements takes longer than running
     * them, and ten times the rows looked at would make no better plans for the engine's own tables.
     */
    static void prepare(Connection connection, UpgradeSettings settings) throws SQLException {
        Sql.execute(
                connection,
                "set search_path = pg_catalog, public; set statement_timeout = '%d'; set synchronous_commit = off; set jit = off; set default_statistics_target = 10"
                        .formatted(settings.statementTimeout().toMillis()));
    }

    /** {@return the standard modules that will be installed} */
    Set<String> modules(Connection connection) throws SQLException {
        return new TreeSet<>(Sql.strings(connection, "select name from juniper_upgrade.module where wanted"));
    }

    void progressed(String step, long rows, long total) {
        listener.stepProgressed(hop.toString(), step, rows, total);
    }

    /** As {@link #find}, for a step that commits by itself and may be repeated. */
    void findOnce(Connection connection, Finding finding) throws SQLException {
        if (Sql.number(
                        connection,
                        "select count(*) from juniper_upgrade.finding where hop = ? and category = ? and title = ? and details = ?::jsonb",
                        hop.toString(),
                        finding.category(),
                        finding.title(),
                        json(finding.details()))
                == 0) {
            find(connection, finding);
        }
    }

    void find(Connection connection, Finding finding) throws SQLException {
        Sql.update(
                connection,
                """
                insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
                values (?, ?, ?, ?, ?, ?::jsonb)""",
                hop.toString(),
                finding.category(),
                finding.severity(),
                finding.module(),
                finding.title(),
                json(finding.details()));
    }

    /** Writes down findings that no earlier hop had, whatever their number, by one statement. */
    void findNew(Connection connection, List<Finding> findings) throws SQLException {
        Sql.update(
                connection,
                """
                insert into juniper_upgrade.finding (hop, category, severity, module, title, details)
                select ?, n.category, n.severity, n.module, n.title, n.details::jsonb
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) with ordinality n (category, severity, module, title, details, position)
                where not exists (select 1 from juniper_upgrade.finding f where f.category = n.category and f.details = n.details::jsonb)
                order by n.position""",
                hop.toString(),
                texts(connection, findings, Finding::category),
                texts(connection, findings, Finding::severity),
                texts(connection, findings, Finding::module),
                texts(connection, findings, Finding::title),
                texts(connection, findings, finding -> json(finding.details())));
    }

    private static Array texts(Connection connection, List<Finding> findings, Function<Finding, String> text)
            throws SQLException {
        return connection.createArrayOf("text", findings.stream().map(text).toArray());
    }

    static String json(Map<String, String> details) {
        try {
            return Catalog.JSON.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new EngineException("Cannot write " + details.keySet() + " as JSON", e);
        }
    }
}
