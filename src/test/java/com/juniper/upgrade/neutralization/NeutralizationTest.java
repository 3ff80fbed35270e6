package com.juniper.upgrade.neutralization;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.RealDatabases;
import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Copies reach nobody; the small databases below have the shapes of the real tables. */
class NeutralizationTest {

    private static final String BASICS = """
            create table ir_config_parameter (id serial, key text, value text);
            create table ir_cron (id serial, active boolean);
            create table ir_mail_server (id serial, name text, smtp_host text, smtp_port int, smtp_user text, smtp_pass text, active boolean);
            create table payment_provider (id serial, state text, stripe_secret_key text);
            create table delivery_carrier (id serial, delivery_type text, prod_environment boolean, active boolean);
            create table mail_mail (id serial, state text);
            create table res_users_apikeys (id serial, key text);
            insert into ir_cron (active) values (true), (true);
            insert into ir_mail_server (name, smtp_host, smtp_user, smtp_pass, active) values ('ours', 'smtp.acme.example', 'u', 'p', true);
            insert into payment_provider (state, stripe_secret_key) values ('enabled', 'sk_live_1'), ('disabled', null);
            insert into delivery_carrier (delivery_type, prod_environment, active) values ('ups', true, true), ('fixed', true, true);
            insert into mail_mail (state) values ('outgoing');
            insert into res_users_apikeys (key) values ('k');
            """;

    private final Neutralizer neutralizer = new Neutralizer();
    private final NeutralizationVerifier verifier = new NeutralizationVerifier();

    @Test
    @DisplayName("R69-R74: scheduled actions, mail servers, providers and carriers are off, a fake server is there")
    void closesEveryChannel() throws SQLException {
        var database = database(BASICS);
        assertThat(verifier.verify(database)).isNotEmpty();

        neutralizer.neutralize(database, "http://localhost:8069");

        assertThat(verifier.verify(database)).isEmpty();
        assertThat(value(database, "select count(*) from ir_cron where active")).isEqualTo("0");
        assertThat(value(database, "select string_agg(smtp_host, ',') from ir_mail_server where active"))
                .isEqualTo("invalid");
        assertThat(value(database, "select string_agg(state, ',' order by id) from payment_provider"))
                .isEqualTo("test,disabled");
        assertThat(value(
                        database,
                        "select string_agg(prod_environment || ' ' || active, ',' order by id) from delivery_carrier"))
                .isEqualTo("false false,false true");
        assertThat(value(database, "select value from ir_config_parameter where key = 'database.is_neutralized'"))
                .isEqualTo("true");
    }

    @Test
    void doesNothingMoreTheSecondTime() throws SQLException {
        var database = database(BASICS);
        neutralizer.neutralize(database, "http://localhost:8069");

        assertThat(neutralizer.neutralize(database, "http://localhost:8069").changes())
                .isEmpty();
        assertThat(value(database, "select count(*) from ir_mail_server")).isEqualTo("2");
    }

    @Test
    void namesAChannelThatNoRuleKnows() throws SQLException {
        var database = database(
                BASICS
                        + "create table x_gateway (api_key text, url text); insert into x_gateway values ('secret', 'https://gateway.example/send');");
        neutralizer.neutralize(database, "http://localhost:8069");

        assertThat(verifier.verify(database))
                .extracting(leak -> leak.table() + "." + leak.column())
                .containsExactlyInAnyOrder("x_gateway.api_key", "x_gateway.url");
    }

    @Test
    void seesThatATriggerUndoesWhatWasDone() throws SQLException {
        var database = database(BASICS + """
                create function undo() returns trigger language plpgsql as $$ begin new.active := true; return new; end $$;
                create trigger undo before update on ir_cron for each row execute function undo();""");

        neutralizer.neutralize(database, "http://localhost:8069");

        assertThat(verifier.verify(database)).isEmpty();
    }

    @Test
    @DisplayName("R75: bank synchronization and all else of a real business database is off")
    void neutralizesARealBusinessDatabase() {
        var database = RealDatabases.copy("business-15.0", "business");

        neutralizer.neutralize(database, "http://localhost:8069");

        assertThat(verifier.verify(database)).isEmpty();
    }

    private static DatabaseAddress database(String sql) throws SQLException {
        var database = TestPostgres.createDatabase("neutral");
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return database;
    }

    private static String value(DatabaseAddress database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
