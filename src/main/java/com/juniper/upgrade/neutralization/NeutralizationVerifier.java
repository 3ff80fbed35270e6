package com.juniper.upgrade.neutralization;

import com.juniper.upgrade.engine.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks for outward channels in a database by a scan of its own, not by the list that neutralizes: names of columns,
 * values like keys and addresses, switches that are on. A test copy opens to nobody until nothing is found.
 */
public final class NeutralizationVerifier {

    private static final Pattern SECRET = Pattern.compile(
            "api_?key|secret|passw(or)?d|passphrase|credential|webhook_url|private_key|auth_key|access_key|_rtoken$|refresh_token|oauth.*token|account_token|bearer|smtp_pass|signature_key|transaction_key|hmac_key");
    private static final Pattern ADDRESS = Pattern.compile("(^|_)(url|uri|endpoint|host|hostname|server|webhook)($|_)");
    private static final Pattern LIVE = Pattern.compile("prod_environment|production_env|is_live|live_mode");

    /** Inward secrets: how people log in here, links that documents carry; and what describes the ERP to itself. */
    private static final Set<String> INWARD = Set.of(
            "res_users.password",
            "res_users.password_crypt",
            "res_users.totp_secret",
            "auth_totp_device.key",
            "ir_mail_server.smtp_authentication",
            "ir_logging.func");

    private static final Pattern DESCRIPTION = Pattern.compile(
            "ir_model.*|ir_ui_.*|ir_translation|ir_logging|ir_act_(?!server).*|ir_module.*|base_import.*|ir_attachment|mail_message|change_password_.*|.*_wizard|res_config_settings|res_users_identitycheck|auth_totp_.*|bus_.*");

    private static final String HARMLESS =
            "coalesce(btrim(%1$s), '') not in ('', 'invalid', 'dummy', 'duplicate', 'neutralized', 'false', 'none') and %1$s not like '%%+disabled' and %1$s not like 'neutraliz%%'";

    private record Check(String table, String column, String reason, String condition) {}

    private static final List<Check> SWITCHES = List.of(
            new Check("ir_cron", "active", "a scheduled action is active", "active"),
            new Check(
                    "ir_mail_server",
                    "smtp_host",
                    "an outgoing mail server is active",
                    "active and smtp_host <> 'invalid'"),
            new Check("fetchmail_server", "active", "an incoming mail server is active", "active"),
            new Check("mail_mail", "state", "an e-mail waits to be sent", "state = 'outgoing'"),
            new Check("sms_sms", "state", "a text message waits to be sent", "state = 'outgoing'"),
            new Check("payment_provider", "state", "a payment provider is live", "state not in ('test', 'disabled')"),
            new Check("payment_acquirer", "state", "a payment provider is live", "state not in ('test', 'disabled')"),
            new Check("auth_oauth_provider", "enabled", "logins through another service are possible", "enabled"),
            new Check("res_users_apikeys", "id", "a user has an API key", "true"),
            new Check(
                    "ir_config_parameter",
                    "value",
                    "a setting holds a key",
                    "key ~* '(api_?key|secret|password|private_key|credential|webhook|(^|[._])token)' and key <> 'database.secret' and coalesce(value, '') <> ''"));

    /** {@return every outward channel that is still open; empty means that the copy is harmless} */
    public List<Leak> verify(DatabaseAddress database) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set local search_path = pg_catalog, public");
            }
            return leaks(connection, LiveSchema.read(connection));
        } catch (SQLException e) {
            throw new NeutralizationFailedException(
                    "The copy could not be verified and stays closed: " + e.getMessage(), e);
        }
    }

    private static List<Leak> leaks(Connection connection, LiveSchema schema) throws SQLException {
        List<Check> checks = new ArrayList<>();
        SWITCHES.stream()
                .filter(check -> schema.has(check.table(), check.column()))
                .forEach(checks::add);
        schema.tables().forEach((table, columns) -> {
            if (!DESCRIPTION.matcher(table).matches()) {
                boolean hasSecret = columns.keySet().stream()
                        .anyMatch(column -> SECRET.matcher(column).find());
                columns.forEach((column, type) -> check(table, column, type, hasSecret, checks));
            }
        });
        List<Leak> leaks = new ArrayList<>();
        for (Check check : checks) {
            long rows = count(connection, check);
            if (rows > 0) {
                leaks.add(new Leak(check.table(), check.column(), check.reason(), rows));
            }
        }
        return leaks;
    }

    private static void check(
            String table, String column, LiveSchema.Column type, boolean hasSecret, List<Check> checks) {
        var name = "\"" + column + "\"";
        boolean custom = table.startsWith("x_") || column.startsWith("x_");
        if (type.type().equals("boolean") && LIVE.matcher(column).find()) {
            checks.add(new Check(table, column, "a service is in its live environment", name));
        } else if ((!type.isText() && !type.type().equals("jsonb")) || INWARD.contains(table + "." + column)) {
            return;
        } else if (SECRET.matcher(column).find()) {
            checks.add(new Check(
                    table, column, "a key or password of another service", HARMLESS.formatted(name + "::text")));
        } else if (ADDRESS.matcher(column).find() && (custom || (hasSecret && isSmall(table)))) {
            checks.add(new Check(
                    table,
                    column,
                    "an address of another service",
                    name + "::text ~* '^(https?|ftp|wss?|amqp)://' and " + name
                            + "::text !~* '//(localhost|127\\.|[^/]*\\.invalid)'"));
        }
    }

    /** Tables of settings, beside those of documents, in which addresses are data. */
    private static boolean isSmall(String table) {
        return !table.matches(
                "res_(partner|users|company)|website.*|auth_oauth_provider|payment_.*|mail_.*|slide_.*|link_.*|event_.*|product_.*");
    }

    private static long count(Connection connection, Check check) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from public.\"%s\" where %s".formatted(check.table(), check.condition()))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
