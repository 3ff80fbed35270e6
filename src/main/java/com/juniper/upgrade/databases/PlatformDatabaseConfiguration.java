package com.juniper.upgrade.databases;

import com.juniper.upgrade.Beat;
import com.juniper.upgrade.JuniperProperties;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The platform's own database: on a server that it starts, unless {@code juniper.database-url} names another. */
@Configuration
class PlatformDatabaseConfiguration {

    private static final String ROLE = "juniper";
    private static final String SCHEMAS = "currentSchema=camunda,upgrade&reWriteBatchedInserts=true";

    /** The server of the platform's own. */
    @Configuration
    @ConditionalOnExpression("'${juniper.database-url:}' == ''")
    static class Own {

        @Bean
        PostgresPrograms postgresPrograms(JuniperProperties properties) {
            return PostgresPrograms.findFor(properties.home().resolve("postgres/data"));
        }

        @Bean
        HomeLock homeLock(JuniperProperties properties) {
            return HomeLock.take(properties.home(), "platform");
        }

        /** The operator's settings, {@code name=value}, come last and win. */
        @Bean
        LocalPostgres localPostgres(
                PostgresPrograms programs,
                JuniperProperties properties,
                HomeLock lock,
                @Value("${juniper.postgres-settings:}") List<String> operators) {
            List<String> settings = new ArrayList<>(List.of(
                    "max_connections=200",
                    "max_locks_per_transaction=1024",
                    "shared_buffers=256MB",
                    "max_wal_size=4GB",
                    "maintenance_work_mem=128MB"));
            settings.addAll(operators);
            var server = new LocalPostgres(programs, properties.home().resolve("postgres"), settings);
            server.start();
            return server;
        }

        /** Starts the server again when somebody has killed it: running upgrades go on, none is lost. */
        @Bean
        Beat serverWatch(LocalPostgres server) {
            return new Beat("postgres-watch", Duration.ofSeconds(2), server::revive);
        }

        @Bean
        JdbcConnectionDetails jdbcConnectionDetails(LocalPostgres server) throws SQLException {
            var password = server.secret(ROLE);
            bootstrap(server, password);
            return new Details(server.url("juniper") + "?" + SCHEMAS, ROLE, password);
        }

        /** Makes the role and the database as which the platform works: it may create others, but is no superuser. */
        private static void bootstrap(LocalPostgres server, String password) throws SQLException {
            try (Connection connection = server.maintenance();
                    var statement = connection.createStatement()) {
                statement.execute("""
                        do $$ begin
                          if not exists (select 1 from pg_roles where rolname = 'juniper') then
                            create role juniper login createdb createrole;
                          end if;
                        end $$""");
                statement.execute("alter role juniper password '%s'".formatted(password));
                statement.execute("grant set on parameter temp_file_limit to juniper");
                statement.execute("grant pg_signal_backend, pg_read_all_stats to juniper");
                if (!exists(connection)) {
                    statement.execute("create database juniper owner juniper");
                }
                // also where an operator made the database anew, for a backup
                statement.execute("revoke connect on database juniper, postgres, template1 from public");
                statement.execute("grant connect on database postgres to juniper");
            }
        }

        private static boolean exists(Connection connection) throws SQLException {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select 1 from pg_database where datname = 'juniper'")) {
                return rows.next();
            }
        }
    }

    /** A server that others run. */
    @Configuration
    @ConditionalOnExpression("'${juniper.database-url:}' != ''")
    static class Outside {

        @Bean
        PostgresPrograms postgresPrograms() {
            return PostgresPrograms.findClient();
        }

        @Bean
        HomeLock homeLock(JuniperProperties properties) {
            return HomeLock.take(properties.home(), "node-" + properties.node());
        }

        @Bean
        StartTurn startTurn(HomeLock lock, JuniperProperties properties) throws SQLException {
            return new StartTurn(
                    Objects.requireNonNull(properties.databaseUrl()), properties.databaseUser(), password(properties));
        }

        @Bean
        JdbcConnectionDetails jdbcConnectionDetails(StartTurn turn, JuniperProperties properties) {
            var url = Objects.requireNonNull(properties.databaseUrl());
            return new Details(
                    url + (url.contains("?") ? "&" : "?") + SCHEMAS, properties.databaseUser(), password(properties));
        }

        private static String password(JuniperProperties properties) {
            return Objects.requireNonNullElse(properties.databasePassword(), "");
        }
    }

    private record Details(String url, String user, String secret) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public String getPassword() {
            return secret;
        }
    }
}
