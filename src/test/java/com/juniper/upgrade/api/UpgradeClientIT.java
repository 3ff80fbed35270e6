package com.juniper.upgrade.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.RealDatabases;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseChecksum;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** The command-line client as customers run it: a Python process, a PostgreSQL server of their own, the real platform. */
@PlatformTest
@Timeout(300)
class UpgradeClientIT {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @TempDir
    private Path home;

    private DatabaseAddress customer;

    @BeforeEach
    void aCustomersMachine() throws Exception {
        TestClient.publishCommunity(port, "16.0", "17.0");
        customer = TestPostgres.restore(RealDatabases.dump("contacts-16.0"), "customer");
        try (var connection = TestPostgres.server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("alter role %s createdb".formatted(customer.user()));
        }
    }

    @Test
    @DisplayName(
            "R52, R59, R62, R66, R67: test -d makes an upgraded copy beside the original, merges the filestores, and brings the report for its administrators")
    void upgradesRestoresAndMerges() throws Exception {
        var production = home.resolve("data/Odoo/filestore").resolve(customer.user());
        store(production, "an attachment", "an attachment");
        store(production, "kept in the database", ""); // lost its content long ago
        execute(
                "insert into ir_attachment (name, type, db_datas) values ('a', 'binary', 'kept in the database'), ('b', 'binary', 'of the database too')");
        var restored = customer.user() + "_new";

        var result = client(command("-r", restored));

        assertThat(result.output()).contains("done: ", "Request UPG-", "test database is " + restored);
        assertThat(result.code()).isZero();
        assertThat(version(customer.user())).startsWith("16.0");
        assertThat(version(restored)).startsWith("17.0");
        assertThat(query(restored, "select value from ir_config_parameter where key = 'database.is_neutralized'"))
                .isEqualToIgnoringCase("true");
        var merged = production.resolveSibling(restored);
        for (var content : List.of("an attachment", "kept in the database", "of the database too")) {
            assertThat(merged.resolve(storeName(content))).hasContent(content);
        }
        assertThat(production.resolve(storeName("an attachment"))).hasContent("an attachment");
        assertThat(production.resolve(storeName("kept in the database"))).isEmptyFile();
        assertThat(production.resolve(storeName("of the database too"))).doesNotExist();
        assertReportInDiscuss(restored, merged);
    }

    private void assertReportInDiscuss(String database, Path filestore) throws Exception {
        var posted = """
                select %s from mail_message m join discuss_channel c on (m.model, m.res_id) = ('discuss.channel', c.id)
                join discuss_channel_member p on p.channel_id = c.id join res_users u on u.partner_id = p.partner_id
                join ir_model_data g on (g.module, g.name, g.res_id) = ('base', 'group_system', c.group_public_id)
                join message_attachment_rel r on r.message_id = m.id join ir_attachment a on a.id = r.attachment_id
                where m.subject like 'Upgrade report %%'""";
        assertThat(query(database, posted.formatted("string_agg(u.login || ' ' || a.name, ', ')")))
                .isEqualTo("admin report.html");
        assertThat(query(database, posted.formatted("m.body")))
                .contains("<b>16.0</b> to <b>17.0</b>", "Apps and modules: ", "To look at: ", "/upgrades/UPG-");
        assertThat(filestore.resolve(query(database, posted.formatted("a.store_fname"))))
                .content()
                .contains("<title>Upgrade report UPG-");
    }

    @Test
    @DisplayName("R52: broken five times and killed, the same command goes on where it was, with one request")
    void goesOn() throws Exception {
        try (var network = BrokenNetwork.to(port, 200_000, 5)) {
            var server = "http://localhost:" + network.port();
            var killed = started(server, "", command("-x"));
            await().atMost(Duration.ofSeconds(30)).until(() -> network.left() <= 2);
            killed.destroyForcibly().waitFor();

            var result = finished(started(server, "", command("-x")));

            assertThat(result.output()).contains("Going on with the test of", "Uploaded", "Downloaded");
            assertThat(result.code()).isZero();
            assertThat(network.left()).isZero();
            assertThat(network.sent()).as("nothing is sent twice").isLessThan(1_700_000 + 5 * 100_000);
            assertThat(requests()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("R64: several tests of one database; a refused command is corrected without another upload")
    void repeatsAndCorrects() throws Exception {
        var unknown = client("test", "-d", customer.user(), "-t", "99.0", "-c", "JUN-ENT-0001", "-e", "a@example.com");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.output())
                .contains("Version 99.0 is not published; these are: ", "16.0, 17.0")
                .doesNotContain("Dumped");

        var refused = client("test", "-d", customer.user(), "-t", "17.0", "-c", "NOT-MINE", "-e", "a@example.com");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).contains("Uploaded", "- There is no contract NOT-MINE of yours.");

        var corrected = client(command("-x"));
        assertThat(corrected.code()).isZero();
        assertThat(corrected.output()).contains("Request UPG-").doesNotContain("Uploaded");

        var again = client(command("-x"));
        assertThat(again.code()).isZero();
        assertThat(again.output()).contains("Uploaded").doesNotContain("Going on with");
        assertThat(requests()).isEqualTo(2);
        assertThat(cases()).isEqualTo(1);
    }

    @Test
    @DisplayName("R56, R60, R61: a dump's result is an archive for its submitter alone; restore makes a database of it")
    void downloadsAndRestoresLater() throws Exception {
        var dump = home.resolve("mine.sql.gz");
        compressedDump(dump);
        var result = client("test", "-i", dump.toString(), "-t", "17.0", "-c", "JUN-ENT-0001", "-e", "a@example.com");
        assertThat(result.code()).isZero();
        try (var files = Files.newDirectoryStream(home, "mine_test_17_0_*.zip");
                var zip = new ZipFile(files.iterator().next().toFile())) {
            assertThat(zip.getEntry("dump.sql")).isNotNull();
            assertThat(zip.getEntry("filestore/")).isNotNull();
        }

        assertThat(client("status").output()).contains("16.0 to 17.0: DELIVERED");
        assertThat(client("log").output()).contains("Neutralize the copy");
        assertThat(client("restore", "-r", "mine_new").code()).isZero();
        assertThat(version("mine_new")).startsWith("17.0");
        var taken = client("restore", "-r", customer.user());
        assertThat(taken.code()).isEqualTo(1);
        assertThat(taken.output()).contains("A database " + customer.user() + " exists already");

        var id = jdbc.sql("select id::text from upgrade.request where file_name = 'mine.sql.gz'")
                .query(String.class)
                .single();
        var colleague = finished(started("http://localhost:" + port, "sample-integration-token", "restore", id, "-x"));
        assertThat(colleague.code()).isEqualTo(1);
        assertThat(colleague.output()).contains("Only the person who submitted the request can download its result");
    }

    @Test
    @DisplayName(
            "R54, R59, R69, R116, R130, R131: production takes the original's place with its settings and files, if confirmed")
    void upgradesProduction() throws Exception {
        var name = customer.user();
        var production = productionFiles();
        store(production, "kept in the database", ""); // lost its content long ago
        Files.delete(production.resolve(storeName("attachment 1")));
        Files.writeString(production.resolve(storeName("attachment 2")), "short");
        execute("insert into ir_attachment (name, type, db_datas) values ('a', 'binary', 'kept in the database')");
        execute("""
                alter database %1$s connection limit 50;
                alter database %1$s set search_path to "$user", public;
                revoke temporary on database %1$s from public;
                comment on database %1$s is 'our ''shop''';
                grant select on res_partner to pg_monitor with grant option;
                grant update (name) on res_company to pg_monitor;
                alter default privileges in schema public grant select on tables to pg_monitor""".formatted(name));
        var before = databaseFacts(name);

        var refused = client(production());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output())
                .contains(
                        "what is changed in production from now on will not be in the upgraded database",
                        "users may fail to adjust",
                        "business may be interrupted",
                        "run the same command with --confirm " + name);

        var result = client(production("--confirm", name));

        assertThat(result.output())
                .contains(
                        "missing: " + storeName("attachment 1"),
                        "corrupt: " + storeName("attachment 2") + " has 5 bytes instead of 12",
                        name + " is upgraded to 17.0");
        assertThat(result.code()).isZero();
        assertThat(version(name)).startsWith("17.0");
        assertThat(query(name, "select count(*) from ir_config_parameter where key = 'database.is_neutralized'"))
                .isEqualTo("0");
        assertThat(query(name, """
                        select concat_ws('|', has_table_privilege('pg_monitor', 'res_partner', 'select with grant option'),
                          has_column_privilege('pg_monitor', 'res_company', 'name', 'update'),
                          has_table_privilege('pg_monitor', 'res_company', 'update'),
                          (select count(*) from pg_default_acl))""")).isEqualTo("t|t|f|1");
        assertThat(databaseFacts(name)).isEqualTo(before);
        var backup = backup();
        assertThat(query("postgres", "select datallowconn from pg_database where datname = '%s'".formatted(backup)))
                .isEqualTo("f");
        assertThat(production.resolve(storeName("attachment 3"))).hasContent("attachment 3");
        assertThat(production.resolve(storeName("kept in the database"))).hasContent("kept in the database");
        assertThat(production.resolveSibling(backup).resolve(storeName("kept in the database")))
                .isEmptyFile();
    }

    @Test
    @DisplayName(
            "R54, R59: killed at any step of the swap, production is open; the same command finishes, revert reverts")
    @Timeout(900)
    void survivesEveryKill() throws Exception {
        var name = customer.user();
        var production = productionFiles();
        var original = DatabaseChecksum.of(customer);
        var files = listing(production);
        crash("call restore_database 1", production("--confirm", name));
        FileSystemUtils.copyRecursively(home.resolve("state"), home.resolve("ready"));
        assertThat(client(production()).code()).isZero();
        var upgraded = DatabaseChecksum.of(customer);
        var merged = listing(production);
        assertThat(merged).containsAll(files);

        for (var step : List.of(
                "return read_in 1",
                "call link 100",
                "call report_damage 1",
                "call put_in_place 1",
                "return put_in_place 1",
                "return swap 1",
                "call clean 1")) {
            goBack(production);
            crash(step, production());
            assertThat(version(name)).as("open after a kill at " + step).isNotEmpty();
            assertThat(listing(production)).containsAll(files);

            assertThat(client(production()).code()).as(step).isZero();

            assertThat(DatabaseChecksum.of(customer)).isEqualTo(upgraded);
            assertThat(listing(production)).isEqualTo(merged);
            assertThat(listing(production.resolveSibling(backup()))).isEqualTo(files);
            assertNothingIsLeft(production, 2);
        }
        goBack(production);
        crash("return put_in_place 1", production());

        var reverted = client("revert");

        assertThat(reverted.output()).contains(name + " is as it was");
        assertThat(DatabaseChecksum.of(customer)).isEqualTo(original);
        assertThat(listing(production)).isEqualTo(files);
        assertNothingIsLeft(production, 1);
    }

    @Test
    @DisplayName("R54: a swap that a superuser's connection prevents leaves production as it is, and says who it is")
    void leavesProductionToASuperusersSession() throws Exception {
        var name = customer.user();
        productionFiles();
        try (var connection = TestPostgres.server().superuser(name).connect()) {
            var result = client(production("--confirm", name));

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.output())
                    .contains("is being accessed by other users", "Connected: ", name + " is as it was");
            assertThat(connection.isValid(1)).isTrue();
            assertThat(version(name)).startsWith("16.0");
        }
        assertThat(client(production()).output()).contains("restored already", name + " is upgraded to 17.0");
    }

    @Test
    @DisplayName("R54, R129: restore on another machine, with the request's token from a file")
    void restoresOnAnotherMachine() throws Exception {
        assertThat(client(production("--confirm", customer.user(), "-x")).code())
                .isZero();
        var settings = client("status", "--token").output();
        Files.writeString(home.resolve("settings"), settings);
        var id = settings.replaceAll("(?s).* restore (\\S+) .*", "$1");
        var moved = customer.user() + "_moved";

        var result = finished(startedWith(
                Map.of("XDG_STATE_HOME", home.resolve("elsewhere").toString()),
                "http://localhost:" + port,
                "",
                "restore",
                id,
                "-r",
                moved,
                "-j",
                "2",
                "-e",
                "settings"));

        assertThat(result.output()).contains("The upgraded database is " + moved);
        assertThat(version(moved)).startsWith("17.0");
    }

    private String[] production(String... more) {
        var command = command(more);
        command[0] = "production";
        return command;
    }

    /** A filestore with every file that the database knows, each of the right size, a hundred of them new. */
    private Path productionFiles() throws Exception {
        var production =
                Files.createDirectories(home.resolve("data/Odoo/filestore").resolve(customer.user()));
        for (int i = 0; i < 100; i++) {
            var content = "attachment " + i;
            store(production, content, content);
            execute(
                    "insert into ir_attachment (name, type, store_fname, file_size) values ('%1$s', 'binary', '%2$s', %3$d)"
                            .formatted(content, storeName(content), content.length()));
        }
        var known = query(
                customer.user(),
                "select string_agg(distinct store_fname || ' ' || file_size, ',') from ir_attachment where store_fname is not null");
        for (var file : known.split(",", -1)) {
            var words = file.split(" ", 2);
            var path = production.resolve(words[0]);
            if (!Files.exists(path)) {
                Files.createDirectories(path.getParent());
                Files.write(path, new byte[Integer.parseInt(words[1])]);
            }
        }
        return production;
    }

    private void crash(String step, String... arguments) throws Exception {
        var hook = Path.of("src/test/resources/client-crash").toAbsolutePath().toString();
        var environment = Map.of("PYTHONPATH", hook, "CRASH_AT", step);
        var killed = finished(startedWith(environment, "http://localhost:" + port, "", arguments));
        assertThat(killed.code()).as(step + killed.output()).isEqualTo(128 + 9);
    }

    /** Makes the database before production again, as the documentation says, and the job one that waits for its restore. */
    private void goBack(Path production) throws Exception {
        var name = customer.user();
        var backup = backup();
        try (var connection = TestPostgres.server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("drop database %s with (force)".formatted(name));
            statement.execute("alter database %s rename to %s".formatted(backup, name));
            statement.execute("alter database %s with allow_connections true".formatted(name));
        }
        FileSystemUtils.deleteRecursively(production);
        Files.move(production.resolveSibling(backup), production);
        FileSystemUtils.deleteRecursively(home.resolve("state"));
        FileSystemUtils.copyRecursively(home.resolve("ready"), home.resolve("state"));
    }

    private void assertNothingIsLeft(Path production, int databases) throws Exception {
        assertThat(query(
                        "postgres",
                        "select count(*) from pg_database where datname ~ '^%s(_|$)'".formatted(customer.user())))
                .isEqualTo(String.valueOf(databases));
        try (var folders = Files.list(production.getParent());
                var kept = Files.find(home.resolve("state"), 9, (file, facts) -> facts.isRegularFile())) {
            assertThat(folders).hasSize(databases);
            assertThat(kept).allMatch(file -> List.of("state.json", "lock")
                    .contains(file.getFileName().toString()));
        }
    }

    private String backup() throws Exception {
        return query(
                "postgres",
                "select datname from pg_database where datname like '%s\\_backup\\_%%'".formatted(customer.user()));
    }

    private String databaseFacts(String database) throws Exception {
        return query("postgres", """
                select concat_ws('|', pg_get_userbyid(datdba), datacl, datconnlimit, datcollate, datallowconn, setconfig,
                  shobj_description(d.oid, 'pg_database'))
                from pg_database d join pg_db_role_setting on setdatabase = d.oid
                where datname = '%s'""".formatted(database));
    }

    /** Each file of a folder with its size. */
    private static List<String> listing(Path folder) throws IOException {
        try (var files = Files.find(folder, 9, (file, facts) -> facts.isRegularFile())) {
            return files.map(file ->
                            folder.relativize(file) + " " + file.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    private record Result(int code, String output) {}

    private String[] command(String... more) {
        return Stream.concat(
                        Stream.of(
                                "test",
                                "-d",
                                customer.user(),
                                "-t",
                                "17.0",
                                "-c",
                                "JUN-ENT-0001",
                                "-e",
                                "a@example.com"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private Result client(String... arguments) throws Exception {
        return finished(started("http://localhost:" + port, "", arguments));
    }

    private Process started(String server, String token, String... arguments) throws Exception {
        return startedWith(Map.of(), server, token, arguments);
    }

    private Process startedWith(Map<String, String> more, String server, String token, String... arguments)
            throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", "exec python3 <(cat \"$0\") \"$@\"", script(server)));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(home.toFile());
        var environment = builder.environment();
        environment.put("JUNIPER_TOKEN", token);
        environment.put("JUNIPER_SERVER", server);
        environment.put("XDG_STATE_HOME", home.resolve("state" + token).toString());
        environment.put("XDG_DATA_HOME", home.resolve("data").toString());
        environment.put("PGHOST", "127.0.0.1");
        environment.put("PGPORT", String.valueOf(TestPostgres.server().port()));
        environment.put("PGUSER", customer.user());
        environment.put("PGPASSWORD", customer.password());
        environment.putAll(more);
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static Result finished(Process process) throws Exception {
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private String script(String server) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server + "/upgrade")).build();
        var body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return Files.writeString(home.resolve("upgrade"), body).toString();
    }

    private int requests() {
        return count(
                "select count(*) from upgrade.request join upgrade.upgrade using (number) where database_name = ?");
    }

    private int cases() {
        return count("select count(*) from upgrade.upgrade where database_name = ?");
    }

    private int count(String sql) {
        return jdbc.sql(sql).param(customer.user()).query(Integer.class).single();
    }

    private String version(String database) throws Exception {
        return query(database, "select latest_version from ir_module_module where name = 'base'");
    }

    private void execute(String sql) throws Exception {
        try (var connection = customer.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void compressedDump(Path file) throws Exception {
        var program = TestPostgres.programs().program("pg_dump").toString();
        var address = "postgresql://%s:%s@127.0.0.1:%d/%s"
                .formatted(
                        customer.user(),
                        customer.password(),
                        TestPostgres.server().port(),
                        customer.user());
        var process = new ProcessBuilder(program, "--no-owner", "--no-privileges", address)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = new GZIPOutputStream(Files.newOutputStream(file))) {
            process.getInputStream().transferTo(output);
        }
        assertThat(process.waitFor()).isZero();
    }

    private static void store(Path filestore, String content, String kept) throws Exception {
        var file = filestore.resolve(storeName(content));
        Files.createDirectories(file.getParent());
        Files.writeString(file, kept);
    }

    private String query(String database, String sql) throws Exception {
        var address = new DatabaseAddress(TestPostgres.server().url(database), customer.user(), customer.password());
        try (var connection = address.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static String storeName(String content) throws Exception {
        var digest = MessageDigest.getInstance("SHA-1").digest(content.getBytes(StandardCharsets.UTF_8));
        var name = HexFormat.of().formatHex(digest);
        return name.substring(0, 2) + "/" + name;
    }
}
