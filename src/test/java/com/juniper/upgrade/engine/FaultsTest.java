package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.sample.ErpBuilder;
import com.juniper.upgrade.sample.SampleErp;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that dies goes on where it was, whichever step it dies in and however, and ends as if nothing had happened. */
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultsTest {

    private static final Version FROM = Version.parse("15.0");
    private static final Version TO = Version.parse("16.0");

    /** Steps that write into most of the customer's tables. */
    private static final List<String> WRITING =
            List.of("drop-structure", "merge-schema", "insert-records", "remove-columns", "restore-structure", "mark");

    @TempDir
    private static Path folder;

    private static Catalogs catalogs;
    private static DatabaseAddress customer;
    private static List<String> steps;
    private static UpgradeResult undisturbed;
    private static List<String> checksum;
    private static List<String> files;

    @BeforeAll
    static void upgradesWithoutAFault() throws SQLException, IOException {
        catalogs = SampleErp.publish(folder, FROM, TO);
        customer = customer();
        var database = TestPostgres.copy(customer, "undisturbed");
        var run = new FaultyRun(database, List.of(), List.of(), new FaultyRun.Memory());
        undisturbed = upgrade(run, database);
        run.close();
        steps = run.memory().recorded();
        checksum = DatabaseChecksum.of(database);
        files = files(database);
    }

    @Test
    @DisplayName("Every step dies at its start, in a statement and in its commit")
    void goesOnAfterADeathInEveryStep() throws SQLException, IOException {
        var struck = endsAsUndisturbed(
                steps, Fault.DEATH_AT_START, Fault.SESSIONS_END_IN_A_STATEMENT, Fault.SESSION_ENDS_IN_THE_COMMIT);

        assertThat(struck)
                .containsAll(all(Fault.DEATH_AT_START, steps))
                .containsAll(all(Fault.SESSION_ENDS_IN_THE_COMMIT, steps))
                .containsAll(all(Fault.SESSIONS_END_IN_A_STATEMENT, WRITING));
    }

    @Test
    @DisplayName("Steps that write run into timeouts, and die when they are about to be recorded")
    void goesOnAfterTimeouts() throws SQLException, IOException {
        var struck = endsAsUndisturbed(
                WRITING, Fault.STATEMENT_CANCELLED, Fault.LOCK_TIMEOUT, Fault.SESSIONS_END_AT_THE_RECORD);

        assertThat(struck)
                .containsAll(all(Fault.SESSIONS_END_AT_THE_RECORD, WRITING))
                .containsAll(all(Fault.STATEMENT_CANCELLED, WRITING))
                .containsAll(all(Fault.LOCK_TIMEOUT, WRITING));
    }

    private static List<String> all(Fault fault, List<String> steps) {
        return steps.stream().map(fault::in).toList();
    }

    private static Set<String> endsAsUndisturbed(List<String> where, Fault... faults) throws SQLException, IOException {
        var database = TestPostgres.copy(customer, "disturbed");
        var memory = new FaultyRun.Memory();

        var result = untilItEnds(database, where, List.of(faults), memory);

        assertThat(memory.recorded()).isEqualTo(steps);
        assertThat(memory.broken()).isEmpty();
        assertThat(DatabaseChecksum.of(database)).isEqualTo(checksum);
        assertThat(told(result)).isEqualTo(told(undisturbed));
        assertThat(result.filesWritten()).isEqualTo(undisturbed.filesWritten());
        assertThat(files(database)).isNotEmpty().isEqualTo(files);
        return memory.struck();
    }

    private static UpgradeResult untilItEnds(
            DatabaseAddress database, List<String> where, List<Fault> faults, FaultyRun.Memory memory)
            throws SQLException {
        while (true) {
            try (var run = new FaultyRun(database, where, faults, memory)) {
                return upgrade(run, database);
            } catch (FaultyRun.Death | EngineException e) {
                memory.died(e);
            }
        }
    }

    private static UpgradeResult upgrade(FaultyRun run, DatabaseAddress database) {
        return new UpgradeEngine(UpgradeSettings.defaults()).upgrade(database, TO, catalogs, filestore(database), run);
    }

    private static Path filestore(DatabaseAddress database) {
        return folder.resolve(database.url().replaceAll(".*/", ""));
    }

    private static List<String> files(DatabaseAddress database) throws IOException {
        try (Stream<Path> files = java.nio.file.Files.walk(filestore(database))) {
            return files.filter(java.nio.file.Files::isRegularFile)
                    .map(file -> filestore(database).relativize(file) + " "
                            + file.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    /** What the report tells, without durations. */
    private static List<String> told(UpgradeResult result) {
        return result.hops().stream()
                .flatMap(hop -> Stream.concat(
                        hop.steps().stream()
                                .map(step -> "%s, %s: %d".formatted(step.name(), step.title(), step.rows())),
                        hop.findings().stream().map(Finding::toString)))
                .toList();
    }

    /** A customer with rows that the upgrade has to mend, drop or report, and files in the database. */
    private static DatabaseAddress customer() throws SQLException {
        var database = TestPostgres.createDatabase("customer");
        ErpBuilder.build(database, FROM, Set.of("contacts", "payment", "delivery", "website"));
        try (var connection = database.connect()) {
            Sql.execute(connection, """
                    insert into res_partner (name, email, active, type, is_company, lang, create_date, write_date)
                    select 'Customer ' || i, 'c' || i || '@customers.invalid', true, 'contact', false, 'en_US', now(), now()
                    from generate_series(1, 200) i;
                    insert into ir_attachment (name, res_model, res_id, type, db_datas)
                    select 'file ' || i, 'res.partner', 1, 'binary', decode(md5(i::text), 'hex') from generate_series(1, 5) i;
                    create table own_order (id serial primary key, name varchar not null, partner_id int4 references res_partner on delete cascade);
                    create table own_note (id serial primary key, name varchar not null, partner_id int4 references res_partner on delete set null);
                    create table own_claim (id serial primary key, name varchar not null, partner_id int4 references res_partner on delete restrict);
                    create index own_order_name on own_order (name);
                    create view own_onboarding as select id, payment_acquirer_onboarding_state from res_company;
                    create view own_partners as select id, name from res_partner""");
        }
        try (var superuser = TestPostgres.server()
                .superuser(database.url().replaceAll(".*/", ""))
                .connect()) {
            for (String table : List.of("own_order", "own_note", "own_claim")) {
                Sql.execute(superuser, """
                        set session_replication_role = replica;
                        insert into %1$s (name, partner_id) select 'good ' || id, id from res_partner;
                        insert into %1$s (name, partner_id) select 'bad ' || i, 900000 + i from generate_series(1, 3) i""".formatted(table));
            }
        }
        return database;
    }
}
