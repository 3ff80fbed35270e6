package com.juniper.upgrade.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.reset;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.TestClient.Answer;
import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.TestSession;
import com.juniper.upgrade.api.BrokenNetwork;
import com.juniper.upgrade.artifacts.HostileCorpus.End;
import com.juniper.upgrade.artifacts.HostileCorpus.Hostile;
import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.databases.Workshop;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseAnalysis;
import com.juniper.upgrade.engine.NotAnErpDatabaseException;
import com.juniper.upgrade.privacy.RetentionSchedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** What people hand in, over HTTP: every format that is accepted, everything that is refused, and what is left of it. */
@PlatformTest
@TestPropertySource(properties = "juniper.uploads.disk-factor=200")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DumpIntakeIT {

    private static final String CONTRACT = "JUN-ENT-0001";

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JuniperProperties properties;

    @Autowired
    private Workshop workshop;

    @Autowired
    private LocalPostgres server;

    @Autowired
    private DumpRestore restore;

    @Autowired
    private Uploads uploads;

    @Autowired
    private RetentionSchedule retention;

    @MockitoSpyBean
    private UploadRoom room;

    private DumpFixture dumps;
    private HostileCorpus corpus;
    private TestClient demo;

    @BeforeAll
    void buildDatabase() {
        new CaseFixture(platform).publish("14.0", "15.0", "16.0", "17.0", "18.0");
        dumps = new DumpFixture(folder);
        corpus = new HostileCorpus(folder);
        demo = TestClient.as("demo", port);
    }

    Stream<Arguments> accepted() {
        var erp = dumps.erp();
        var plain = dumps.plain(erp);
        return Stream.of(
                arguments("custom format", dumps.custom(erp)),
                arguments("directory in a tar", dumps.tar(erp)),
                arguments("directory in a tar.gz", dumps.gzipped(dumps.tar(erp))),
                arguments("plain SQL", plain),
                arguments("plain SQL with inserts", dumps.dump(erp, "--inserts")),
                arguments("plain SQL with gzip", dumps.gzipped(plain)),
                arguments("the ERP's zip", dumps.zip(plain)),
                arguments("the ERP's zip with a directory", dumps.zipOfDirectory(erp)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @DisplayName("R55, R57: a dump of every accepted format is restored whole, and its filestore is not kept")
    void accepted(String format, Path dump) throws Exception {
        var id = demo.upload(dump);
        var name = "format_" + UUID.randomUUID().toString().replace("-", "");
        try {
            var copy = workshop.create(name);

            restore.restore(uploads.find(id, "demo").orElseThrow().file(), copy, line -> {});

            assertThat(checksums(copy.address()))
                    .isEqualTo(checksums(dumps.erp()))
                    .hasSizeGreaterThan(20);
            assertThat(filesIn("tmp/restore")).isEmpty();
        } finally {
            workshop.drop(name);
            uploads.delete(id);
        }
    }

    Stream<Arguments> refusedBeforeTheyAreSent() {
        return Stream.of(
                arguments(dumps.text("this is not a dump".repeat(100)), "not a database dump"),
                arguments(dumps.gzipped(dumps.text("nor is this")), "compressed with gzip, is not a database dump"),
                arguments(dumps.comingFrom(dumps.custom(dumps.erp()), "99"), "comes from PostgreSQL 99."),
                arguments(dumps.comingFrom(dumps.plain(dumps.erp()), "99"), "comes from PostgreSQL 99."),
                arguments(archiveOfNewerPgDump(), "is newer than the platform's PostgreSQL"),
                arguments(dumps.text(""), "The file is empty"));
    }

    private Path archiveOfNewerPgDump() {
        var content = DumpFixture.bytes(dumps.custom(dumps.erp()));
        content["PGDMP".length() + 1] = 99;
        return DumpFixture.written(dumps.file("newer"), content);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    @DisplayName("A file of no use is refused when it is announced, or by the first bytes that arrive")
    void refusedBeforeTheyAreSent(Path file, String says) throws Exception {
        var kept = keptFiles();
        var content = DumpFixture.bytes(file);
        var head = Base64.getEncoder().encodeToString(Arrays.copyOf(content, Math.min(content.length, 1024)));

        var announced = announce(content.length, Map.of("filename", "a.dump", "head", head));
        var sent = handIn(content, Map.of("filename", "a.dump"));

        assertRefused(announced, says);
        assertRefused(sent, says);
        assertThat(keptFiles()).isEqualTo(kept);
    }

    Stream<Hostile> hostile() {
        return corpus.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @DisplayName(
            "Issue 8: a file that means harm is refused with its reason or does nothing, and nothing of it is left: no file, database, role, session")
    void hostile(Hostile hostile) throws Exception {
        var before = footing();
        var kept = keptFiles();
        var file = hostile.maker().make();
        var sent = handIn(DumpFixture.bytes(file), Map.of("filename", "a.dump"));
        Files.delete(file);

        if (hostile.end() == End.ARRIVES) {
            assertThat(sent.status()).as(sent.body()).isEqualTo(422);
            assertThat(sent.json().path("detail").asText()).satisfies(text -> says(text, hostile));
        } else {
            assertThat(sent.status()).as(sent.body()).isEqualTo(204);
            var upload = keptFiles().stream()
                    .filter(id -> !kept.contains(id))
                    .findFirst()
                    .orElseThrow();
            try {
                restoreHostile(upload, hostile);
            } finally {
                uploads.delete(upload);
            }
        }

        Awaitility.await().untilAsserted(() -> assertThat(footing()).isEqualTo(before));
        assertThat(demo.get("/actuator/health").status()).isEqualTo(200);
    }

    private void restoreHostile(String upload, Hostile hostile) throws Exception {
        var name = "hostile_" + upload.replace("-", "");
        var said = "";
        try {
            var copy = workshop.create(name);
            restore.restore(
                    uploads.find(upload, "demo").orElseThrow().file(), copy, hostile.bounds(), line -> assertThat(line)
                            .hasSizeLessThan(10 << 20));
            DatabaseAnalysis.of(copy.address());
            if (hostile.end() == End.HARMLESS) {
                assertThat(holds(copy.address(), hostile.says())).isTrue();
            }
        } catch (DumpRefusedException | NotAnErpDatabaseException e) {
            said = String.valueOf(e.getMessage());
        } finally {
            workshop.drop(name);
        }
        if (hostile.end() == End.HARMLESS) {
            assertThat(said).isEmpty();
        } else {
            says(said, hostile);
            assertThat(said)
                    .hasSizeLessThan(2000)
                    .doesNotContain(properties.home().toString());
        }
    }

    private static void says(String text, Hostile hostile) {
        assertThat(hostile.says().split("\\|\\|")).as(text).anyMatch(text::contains);
    }

    private static boolean holds(DatabaseAddress database, String condition) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select " + condition)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** What a file could leave behind. */
    private Map<String, Object> footing() throws IOException {
        Map<String, Object> found = new TreeMap<>();
        for (String sql : List.of(
                "select datname from pg_database",
                "select rolname from pg_roles",
                "select name from upgrade.workshop_database",
                "select distinct usename from pg_stat_activity where usename like 'hostile%'")) {
            found.put(sql, Set.copyOf(jdbc.sql(sql).query(String.class).list()));
        }
        for (String folder : List.of("uploads", "tmp", "artifacts", "postgres/data/base/pgsql_tmp")) {
            try (Stream<Path> files = Files.walk(properties.home().resolve(folder))) {
                found.put(
                        folder,
                        files.filter(Files::isRegularFile).map(Path::toString).collect(Collectors.toSet()));
            } catch (NoSuchFileException e) {
                found.put(folder, Set.of());
            }
        }
        found.put(
                "programs",
                ProcessHandle.current()
                        .descendants()
                        .filter(process -> process.info()
                                .command()
                                .filter(command -> command.matches(".*/(bwrap|pg_restore)"))
                                .isPresent())
                        .count());
        return found;
    }

    @Test
    @DisplayName("A wrong checksum is told, again when a request names the upload, and the file is not kept")
    void wrongChecksum() throws Exception {
        var kept = keptFiles();
        var answer = handIn(DumpFixture.bytes(dumps.custom(dumps.erp())), Map.of("sha256", "0".repeat(64)));
        assertRefused(answer, "The checksum is wrong: " + "0".repeat(64) + " was announced");

        var id = jdbc.sql("select id from upgrade.upload where error like 'The checksum%'")
                .query(String.class)
                .single();
        assertRefused(demo.submit(id, "17.0", CONTRACT, Map.of()), "The checksum is wrong");
        assertThat(keptFiles()).isEqualTo(kept);
    }

    @Test
    @DisplayName(
            "An upload that is found wrong while the platform dies is refused when the uploader asks again, and not kept")
    void refusesAfterADeath() throws Exception {
        var kept = keptFiles();
        var id = demo.upload(dumps.custom(dumps.erp()));
        jdbc.sql("update upgrade.upload set error = 'It is damaged' where id = ?")
                .param(id)
                .update();

        var answer = demo.send("HEAD", "/api/uploads/" + id, new byte[0], "Tus-Resumable", "1.0.0");

        assertThat(answer.status()).isEqualTo(422);
        assertRefused(demo.submit(id, "17.0", CONTRACT, Map.of()), "It is damaged");
        assertThat(keptFiles()).isEqualTo(kept);
    }

    @Test
    @DisplayName("A disk that is too small for the work is told before the upload, with both figures")
    void diskTooSmall() {
        assertRefused(
                announce(40L << 30, Map.of("filename", "a.dump")),
                "not enough room on the platform's disk",
                "needs 200 times as much");
    }

    @Test
    @DisplayName("What of the protocol would pass by the checks is not spoken")
    void refusesTricksOfTheProtocol() {
        for (String header : List.of("X-HTTP-Method-Override", "Upload-Defer-Length", "Upload-Concat")) {
            var answer = demo.send(
                    "POST", "/api/uploads", new byte[0], "Tus-Resumable", "1.0.0", "Upload-Length", "9", header, "1");
            assertRefused(answer, "The header %s is not supported".formatted(header));
        }
        assertRefused(announce(9, Map.of("sha256", "abc")), "no SHA-256");
    }

    Stream<Arguments> refusedWhenRestored() {
        var erp = dumps.erp();
        var plain = new String(DumpFixture.bytes(dumps.plain(erp)), StandardCharsets.UTF_8);
        return Stream.of(
                arguments(dumps.cut(dumps.custom(erp), 0.98), "17.0", "cannot be restored"),
                arguments(withLine(plain, "\\! touch /tmp/x"), "17.0", "psql command '\\! touch /tmp/x'"),
                arguments(dumps.bomb(), "17.0", "unpacks to more than 200 times its size"),
                arguments(
                        dumps.plain(dumps.changed("create publication x_publication for all tables")),
                        "17.0",
                        "CREATE PUBLICATION x_publication"),
                arguments(
                        dumps.custom(TestPostgres.createDatabase("other_application")),
                        "17.0",
                        "not a database of the ERP"),
                arguments(dumps.custom(erp), "16.0", "of version 16.0 already: there is nothing to upgrade"),
                arguments(dumps.custom(erp), "15.0", "going back to 15.0 is not possible"),
                arguments(
                        dumps.custom(dumps.changed(
                                "update ir_module_module set latest_version = '13.0.1.3' where name = 'base'")),
                        "17.0",
                        "of version 13.0, which is not published"),
                arguments(
                        dumps.custom(
                                dumps.changed(
                                        "update ir_module_module set latest_version = '<script>alert(1)</script>' where name = 'base'")),
                        "17.0",
                        "has version '<script>alert(1)</script>'"));
    }

    private Path withLine(String plain, String line) {
        return dumps.text(plain.replaceFirst("\n(?=COPY )", "\n" + line.replace("\\", "\\\\") + "\n"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource
    @DisplayName("R3, R5, R8: what only the restored copy tells is refused with its reason, and nothing is left behind")
    void refusedWhenRestored(Path file, String target, String says) throws Exception {
        var kept = keptFiles();
        var upload = demo.upload(file);
        var made = demo.submit(upload, target, CONTRACT, Map.of("name", "refused-" + upload));
        assertThat(made.status()).as(made.body()).isEqualTo(201);

        var ended = demo.awaitState(made.json().path("requestId").asText(), "REFUSED", "FAILED", "DELIVERED");

        assertThat(ended.path("state").asText()).isEqualTo("REFUSED");
        assertThat(ended.path("reasons").toString())
                .contains(says.replace("\\", "\\\\").replace("\"", "\\\""));
        assertNothingIsLeft(ended);
        assertThat(TestSession.of("demo", port).get(ended.path("url").asText()).body())
                .contains("The upload is kept until")
                .doesNotContain("<script>alert");
        assertThat(demo.send("DELETE", "/api/uploads/" + upload, new byte[0], "Tus-Resumable", "1.0.0")
                        .status())
                .isEqualTo(204);
        assertThat(keptFiles()).isEqualTo(kept);
    }

    private void assertNothingIsLeft(JsonNode request) throws Exception {
        var id = request.path("requestId").asText();
        var database = "req_" + id.replace("-", "");
        for (String sql : List.of(
                "select count(*) from pg_database where datname = :database",
                "select count(*) from pg_roles where rolname = :database",
                "select count(*) from upgrade.workshop_database where name = :database",
                "select count(*) from upgrade.slot where request_id::text = :id",
                "select count(*) from upgrade.artifact where request_id::text = :id",
                """
                select count(*) from camunda.act_ru_variable v join camunda.act_re_procdef d on d.id_ = v.proc_def_id_
                where d.key_ <> 'UpgradeLifecycle' and v.text_ = :id""",
                "select count(*) from camunda.act_ru_incident where :id <> ''")) {
            assertThat(jdbc.sql(sql)
                            .param("database", database)
                            .param("id", id)
                            .query(Long.class)
                            .single())
                    .as(sql)
                    .isZero();
        }
        assertThat(properties.home().resolve("artifacts").resolve(id)).doesNotExist();
        assertThat(filesIn("tmp/restore")).isEmpty();
    }

    Stream<Arguments> refusedOrders() {
        return Stream.of(
                arguments(Map.of("targetVersion", "99.1"), "Version 99.1 is not supported"),
                arguments(Map.of("targetVersion", "19.0"), "published are 14.0"),
                arguments(Map.of("name", "a".repeat(64)), "is not allowed: up to 63"),
                arguments(Map.of("name", "x\"; drop"), "is not allowed: up to 63"),
                arguments(Map.of("name", "o'neil"), "is not allowed: up to 63"),
                arguments(Map.of("contract", ""), "contract's code is missing"),
                arguments(Map.of("contract", "JUN-ENT-0002"), "There is no contract JUN-ENT-0002 of yours"),
                arguments(Map.of("email", "a@example.com\r\nBcc: b@example.com"), "is not one e-mail address"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    @DisplayName("R3: a request that cannot be served is refused at once and no case is made")
    void refusedOrders(Map<String, String> wrong, String says) {
        var upload = new CaseFixture(platform).uploadOf("demo");
        long cases = count("select count(*) from upgrade.upgrade");

        var answer = demo.submit(upload, "17.0", CONTRACT, wrong);

        assertRefused(answer, says);
        assertThat(count("select count(*) from upgrade.upgrade")).isEqualTo(cases);
        assertThat(count("select count(*) from upgrade.request where upload_id = '%s'".formatted(upload)))
                .isZero();
    }

    @Test
    @DisplayName("Decision 7: uploads and results are deleted when their time is over, and not before")
    void deletesWhatIsOver() throws Exception {
        var upload = demo.upload(dumps.custom(dumps.erp()));
        var kept = demo.upload(dumps.custom(dumps.erp()));
        var delivered = new CaseFixture(platform).deliveredTo("demo");
        var result = properties.home().resolve("artifacts/" + delivered.request() + "/upgraded.zip");
        assertThat(result).exists();

        retention.purge();
        assertThat(result).exists();
        jdbc.sql("update upgrade.upload set expires = now() - interval '1 s' where id = ?")
                .param(upload)
                .update();
        jdbc.sql("update upgrade.artifact set expires = now() - interval '1 s' where request_id = ?")
                .param(delivered.request())
                .update();
        retention.purge();

        assertThat(uploads.find(upload, "demo")).isEmpty();
        assertThat(keptFiles()).contains(kept).doesNotContain(upload);
        assertThat(result).doesNotExist();
        assertThat(TestSession.of("demo", port)
                        .get("/upgrades/" + delivered.number())
                        .body())
                .contains("files are not kept any more");
        uploads.delete(kept);
    }

    @Test
    @DisplayName("R55: an upload of 64 MB that breaks seven times arrives whole, and nothing of it is sent twice")
    void goesOnWhereItBroke() throws Exception {
        var file = new LargeDump(64 << 20);
        var announced = announce(file.bytes(), Map.of("filename", "large.sql", "sha256", file.sha256()));
        var path = announced.headers().firstValue("Location").orElseThrow();
        var address = path.substring(path.indexOf("/api/"));

        try (var network = BrokenNetwork.to(port, 8 << 20, 7)) {
            for (long offset = 0; offset < file.bytes(); offset = arrived(address)) {
                file.send(network.port(), address, offset);
            }
            assertThat(network.left()).isZero();
            assertThat(network.sent()).isLessThan(file.bytes() + 7 * (4 << 20));
        }

        var upload = demo.get(address).json();
        assertThat(upload.path("complete").asBoolean()).isTrue();
        assertThat(upload.path("sha256").asText()).isEqualTo(file.sha256());
        uploads.delete(upload.path("uploadId").asText());
    }

    @Test
    @DisplayName("A disk that fills up pauses an upload with its reason; it goes on when there is room")
    void pausesOnAFullDisk() throws Exception {
        var end = "\n-- PostgreSQL database dump complete";
        var content = new String(DumpFixture.bytes(dumps.plain(dumps.erp())), StandardCharsets.UTF_8)
                .replace(end, "\n--".repeat(10 << 20) + end)
                .getBytes(StandardCharsets.UTF_8);
        var address = announce(content.length, Map.of("filename", "a.sql"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        var looks = new AtomicInteger();
        doAnswer(call -> looks.incrementAndGet() > 3 ? 0L : call.callRealMethod())
                .when(room)
                .freeBytes();
        try {
            var paused = patch(address, content, 0);
            assertThat(paused.status()).as(paused.body()).isEqualTo(507);
            assertThat(paused.json().path("detail").asText()).contains("disk is full", "What has arrived is kept");
        } finally {
            reset(room);
        }
        int arrived = (int) arrived(address);
        assertThat(arrived).isBetween(1 << 20, content.length - 1);

        var sent = patch(address, Arrays.copyOfRange(content, arrived, content.length), arrived);

        assertThat(sent.status()).as(sent.body()).isEqualTo(204);
        assertThat(demo.get(address).json().path("complete").asBoolean()).isTrue();
        uploads.delete(address.replaceAll(".*/", ""));
    }

    @Test
    @DisplayName("The holder of a request's token has few uploads under way")
    void fewUploadsOfAToken() {
        var token = TestClient.nobody(port).post("/api/request-tokens", Map.of());
        var stranger = TestClient.withToken(token.json().path("token").asText(), port);
        for (int i = 0; i < 3; i++) {
            assertThat(announce(stranger, 9, Map.of("filename", "a.dump")).status())
                    .isEqualTo(201);
        }

        var refused = announce(stranger, 9, Map.of("filename", "a.dump"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("detail").asText())
                .contains("3 uploads are under way", "finish one, or delete it");
    }

    @Test
    @DisplayName(
            "Issue 8: on a server that hides sizes, a dump that keeps others from measuring it is stopped all the same")
    void unmeasured() throws Exception {
        var hostile = corpus.all().stream()
                .filter(file -> file.what().contains("to which nobody may connect"))
                .findFirst()
                .orElseThrow();
        asSuperuser("revoke pg_read_all_stats from juniper");
        try {
            hostile(hostile);
        } finally {
            asSuperuser("grant pg_read_all_stats to juniper");
        }
    }

    private void asSuperuser(String sql) throws SQLException {
        try (var connection = server.superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long arrived(String address) {
        return Awaitility.await()
                .until(
                        () -> demo.send("HEAD", address, new byte[0], "Tus-Resumable", "1.0.0"),
                        answer -> answer.headers().firstValue("Upload-Offset").isPresent())
                .headers()
                .firstValueAsLong("Upload-Offset")
                .orElseThrow();
    }

    private Answer announce(long bytes, Map<String, String> metadata) {
        return announce(demo, bytes, metadata);
    }

    private static Answer announce(TestClient client, long bytes, Map<String, String> metadata) {
        return client.send(
                "POST",
                "/api/uploads",
                new byte[0],
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                String.valueOf(bytes),
                "Upload-Metadata",
                String.join(
                        ",",
                        metadata.entrySet().stream()
                                .map(entry -> entry.getKey() + " "
                                        + Base64.getEncoder()
                                                .encodeToString(entry.getValue().getBytes(StandardCharsets.UTF_8)))
                                .toList()));
    }

    private Answer handIn(byte[] content, Map<String, String> metadata) {
        var announced = announce(content.length, metadata);
        return announced.status() != 201
                ? announced
                : patch(announced.headers().firstValue("Location").orElseThrow(), content, 0);
    }

    private Answer patch(String address, byte[] content, long offset) {
        return demo.send(
                "PATCH",
                address,
                content,
                "Tus-Resumable",
                "1.0.0",
                "Upload-Offset",
                String.valueOf(offset),
                "Content-Type",
                "application/offset+octet-stream");
    }

    private static void assertRefused(Answer answer, String... says) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().path("detail").asText() + answer.json().path("reasons"))
                .contains(says);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private Set<String> keptFiles() throws Exception {
        return filesIn("uploads/files");
    }

    private Set<String> filesIn(String folder) throws Exception {
        var path = properties.home().resolve(folder);
        if (Files.notExists(path)) {
            return Set.of();
        }
        try (var files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private static Map<String, String> checksums(DatabaseAddress database) throws SQLException {
        Map<String, String> sums = new TreeMap<>();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            try (var tables = statement.executeQuery(
                    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')")) {
                while (tables.next()) {
                    sums.put(tables.getString(1), "");
                }
            }
            for (var table : sums.entrySet()) {
                try (var sum = statement.executeQuery(
                        "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from \"%s\" t"
                                .formatted(table.getKey()))) {
                    sum.next();
                    table.setValue(sum.getString(1));
                }
            }
        }
        return sums;
    }
}
