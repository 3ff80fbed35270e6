package com.juniper.upgrade.neutralization;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.neutralization.NeutralizationResult.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes a copy of a database harmless (R69–R75): nothing in it reaches customers, banks, carriers or services. All of it
 * in one transaction: a failure leaves nothing half done, and the copy must then open to nobody.
 */
public final class Neutralizer {

    /** The address that a neutralized copy believes to have: nobody's. */
    public static final String COPY_URL = "http://localhost:8069";

    /** As {@link #neutralize(DatabaseAddress, String, Consumer)}, where nobody keeps the result. */
    public NeutralizationResult neutralize(DatabaseAddress database, String baseUrl) {
        return neutralize(database, baseUrl, result -> {});
    }

    /**
     * Neutralizes a database; once more does no harm.
     *
     * @param baseUrl the address that the copy shall think it has
     * @param keep gets what was changed before it is committed: a run that dies in between must not lose it
     * @throws NeutralizationFailedException if any statement fails; nothing is changed then
     */
    public NeutralizationResult neutralize(
            DatabaseAddress database, String baseUrl, Consumer<NeutralizationResult> keep) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try {
                var result = new NeutralizationResult(neutralize(connection, baseUrl));
                keep.accept(result);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new NeutralizationFailedException(
                    "The copy could not be neutralized and stays closed: " + e.getMessage(), e);
        }
    }

    private static List<Change> neutralize(Connection connection, String baseUrl) throws SQLException {
        execute(connection, "set local search_path = pg_catalog, public");
        var schema = LiveSchema.read(connection);
        List<Change> changes = new ArrayList<>();
        for (Rule rule : Rules.of(schema)) {
            var sql = rule.sql(schema);
            if (sql.isPresent()) {
                long rows = withoutTriggers(connection, rule.table(), sql.get());
                if (rows > 0) {
                    changes.add(new Change(rule.table(), rule.what(), rows));
                }
            }
        }
        changes.addAll(fakeMailServer(connection, schema));
        parameter(connection, schema, "web.base.url", baseUrl);
        parameter(connection, schema, "database.is_neutralized", "true");
        return changes;
    }

    /** A stranger's trigger could undo what is done, or do what must not be. */
    private static long withoutTriggers(Connection connection, String table, String sql) throws SQLException {
        execute(connection, "alter table public.\"%s\" disable trigger user".formatted(table));
        long rows;
        try (var statement = connection.createStatement()) {
            rows = statement.executeLargeUpdate(sql);
        }
        execute(connection, "alter table public.\"%s\" enable trigger user".formatted(table));
        return rows;
    }

    /** R72: with no active server at all the ERP would use the one of its command line. */
    private static List<Change> fakeMailServer(Connection connection, LiveSchema schema) throws SQLException {
        if (!schema.has("ir_mail_server", "smtp_host")) {
            return List.of();
        }
        Map<String, String> values = new java.util.LinkedHashMap<>();
        values.put("name", "'Neutralization: no e-mail leaves this copy'");
        values.put("smtp_host", "'invalid'");
        values.put("smtp_port", "1025");
        values.put("smtp_encryption", "'none'");
        values.put("smtp_authentication", "'login'");
        values.put("active", "true");
        values.put("sequence", "0");
        values.keySet().retainAll(schema.columns("ir_mail_server").keySet());
        try (var statement = connection.createStatement()) {
            long known = statement.executeLargeUpdate(
                    "update public.ir_mail_server set active = true where smtp_host = 'invalid' and name like 'Neutralization:%'");
            if (known > 0) {
                return List.of();
            }
            statement.executeUpdate("insert into public.ir_mail_server (%s) values (%s)"
                    .formatted(String.join(", ", values.keySet()), String.join(", ", values.values())));
        }
        return List.of(new Change("ir_mail_server", "A fake outgoing mail server is added", 1));
    }

    private static void parameter(Connection connection, LiveSchema schema, String key, String value)
            throws SQLException {
        if (!schema.has("ir_config_parameter", "value")) {
            return;
        }
        try (var update = connection.prepareStatement("update public.ir_config_parameter set value = ? where key = ?");
                var insert = connection.prepareStatement(
                        "insert into public.ir_config_parameter (value, key) select ?, ? where not exists (select 1 from public.ir_config_parameter where key = ?)")) {
            update.setString(1, value);
            update.setString(2, key);
            update.executeUpdate();
            insert.setString(1, value);
            insert.setString(2, key);
            insert.setString(3, key);
            insert.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
