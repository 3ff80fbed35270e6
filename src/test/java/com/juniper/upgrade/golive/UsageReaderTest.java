package com.juniper.upgrade.golive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.golive.Usage.Hour;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UsageReaderTest {

    private static final Instant FROM = Instant.parse("2027-02-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-02-08T00:30:00Z");

    @Test
    @DisplayName(
            "R112: messages, logins and changes are counted by hour in UTC, in tables that are there, and no older ones")
    void countsByHour() throws SQLException {
        var database = database(
                "alter database %s set timezone to 'Asia/Tokyo'",
                "create table mail_message (id serial, date timestamp, create_date timestamp)",
                "insert into mail_message (date, create_date) values ('2027-02-01 09:05', '2027-02-03 01:00'), (null, '2027-02-01 09:59:59'), ('2027-01-31 23:59', null), ('2027-02-08 00:10', null)",
                "create table res_users_log (id serial, create_date timestamp)",
                "insert into res_users_log (create_date) values ('2027-02-01 09:00')",
                "create table sale_order (id serial, write_date timestamptz)",
                "insert into sale_order (write_date) values ('2027-02-01 10:30+01'), ('2027-02-02 10:30+00')",
                "create table account_move (id serial, name varchar)",
                "create table res_users (id serial, partner_id int, active bool, share bool)",
                "create table res_partner (id serial, tz varchar, write_date timestamp)",
                "insert into res_partner (id, tz) values (1, 'Nowhere'), (2, 'America/New_York'), (3, 'Europe/Brussels'), (4, 'Europe/Brussels'), (5, 'Asia/Tokyo')",
                "insert into res_users (partner_id, active, share) values (1, true, null), (1, true, false), (1, true, false), (2, true, null), (3, true, false), (4, true, null), (5, true, true), (5, true, true), (5, true, true), (5, false, false), (5, false, false), (5, false, false)");

        var usage = UsageReader.read(database, FROM, UNTIL);

        assertThat(usage.hours())
                .extracting(Hour::start, Hour::messages, Hour::sessions, Hour::changes)
                .containsExactly(
                        tuple(Instant.parse("2027-02-01T09:00:00Z"), 2L, 1L, 1L),
                        tuple(Instant.parse("2027-02-02T10:00:00Z"), 0L, 0L, 1L));
        assertThat(usage.zone())
                .as("Nowhere is no zone, portal users do not count")
                .isEqualTo(ZoneId.of("Europe/Brussels"));
        assertThat(usage.until()).isEqualTo(Instant.parse("2027-02-08T00:00:00Z"));
        assertThat(usage.problem()).isNull();
    }

    @Test
    @DisplayName("R112: a database without any of it has no use, in UTC")
    void findsNothingInAnEmptyDatabase() throws SQLException {
        var usage = UsageReader.read(database(), FROM, UNTIL);

        assertThat(usage.hours()).isEmpty();
        assertThat(usage.zone()).isEqualTo(LocalSlot.UTC);
    }

    @Test
    @DisplayName("R112: a table that takes too long is named, and the others are counted")
    void namesWhatIsSlow() throws SQLException {
        var database = database(
                "create function slow() returns timestamp language sql volatile as $$ select pg_sleep(7); select timestamp '2027-02-01 09:00' $$",
                "create table stock_picking (id serial, write_date timestamp)",
                "insert into stock_picking (write_date) values ('2027-02-01 09:00')",
                "create table mail_message (id serial, create_date timestamp)",
                "insert into mail_message (create_date) values ('2027-02-01 09:00')",
                "alter table mail_message enable row level security",
                "alter table mail_message force row level security",
                "create policy slow on mail_message using (slow() is not null)");

        var usage = UsageReader.read(database, FROM, UNTIL);

        assertThat(usage.problem()).isEqualTo("mail_message took longer than 5 s and is not counted.");
        assertThat(usage.hours()).extracting(Hour::total).containsExactly(1L);
    }

    private static DatabaseAddress database(String... statements) throws SQLException {
        var database = TestPostgres.createDatabase("usage");
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql.formatted(database.url().replaceAll(".*/", "")));
            }
        }
        return database;
    }
}
