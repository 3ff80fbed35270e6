package com.juniper.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Runs the README's commands, in their order, against a running platform and databases of the sample ERP; only names
 * that each reader has other ones for (port, files, databases, the upload's id) are replaced.
 */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadmeIT {

    private static final Path README = Path.of("README.md");
    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}][^\\s|]*");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");
    private static final Pattern EXECUTABLE = Pattern.compile("bin/(run|test|bench)");

    @LocalServerPort
    private int port;

    private Path folder;

    private DatabaseAddress customer;
    private DatabaseAddress copy;
    private DatabaseAddress reference16;
    private DatabaseAddress reference17;

    @BeforeAll
    void databases(@TempDir Path temporary) throws Exception {
        folder = temporary;
        reference16 = built("16.0", Set.of());
        reference17 = built("17.0", Set.of());
        copy = built("16.0", Set.of("contacts"));
        customer = built("16.0", Set.of("contacts"));
        superuser("alter role %s createdb".formatted(customer.user()));
        dump(reference16, "reference-16.0");
        dump(reference17, "reference-17.0");
        dump(customer, "customer");
    }

    @TestFactory
    @DisplayName("R27, R51, R52: every command of the README does what the README says")
    Stream<DynamicTest> commands() throws IOException {
        return blocks("sh")
                .flatMap(ReadmeIT::commands)
                .map(command -> DynamicTest.dynamicTest(command, () -> run(command)));
    }

    @Test
    @DisplayName("The README is short, and every file and folder that it names is there")
    void isShortAndTrue() throws IOException {
        var text = Files.readString(README);

        assertThat(WORDS.matcher(text).results().count()).isBetween(700L, 1500L);
        assertThat(LINK.matcher(text).results().map(link -> link.group(1)).filter(link -> !link.contains("://")))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of(link)).exists());
        assertThat(blocks("").map(block -> "a block without a language: " + block))
                .isEmpty();
    }

    private static Stream<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(README))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2));
    }

    private static Stream<String> commands(String block) {
        return block.replace("\\\n", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    private void run(String command) throws Exception {
        if (EXECUTABLE.matcher(command).matches()) { // run by whoever runs these tests
            assertThat(Path.of(command)).isExecutable();
        } else if (command.startsWith("curl ") || command.startsWith("python3 ") || command.startsWith("bin/engine ")) {
            bash(replaced(command));
        } else {
            throw new AssertionError("This test does not know how to try: " + command);
        }
    }

    private String replaced(String command) {
        return command.replaceFirst("^curl ", "curl --fail-with-body --silent --show-error ")
                .replace("http://localhost:8080", "http://localhost:" + port)
                .replace("../shared/data/", folder + "/")
                .replace("-d DATABASE", "-e me@example.com -d " + customer.user())
                .replace("\"…\"", "\"" + upload(command) + "\"")
                .replace("bin/engine", Path.of("bin/engine").toAbsolutePath().toString())
                .replace("jdbc:postgresql://localhost/reference16", reference16.url())
                .replace("jdbc:postgresql://localhost/reference17", reference17.url())
                .replace("jdbc:postgresql://localhost/copy", copy.url());
    }

    /** Uploads what the command starts a process with. */
    private String upload(String command) {
        return command.contains("…") ? integration().upload(folder.resolve("customer.dump")) : "";
    }

    private void bash(String command) throws Exception {
        var process = process(command);
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("%s%n%s", command, output).isZero();
        if (command.contains("/start")) {
            var requests = integration().get("/api/requests").json();
            var request = requests.get(0).path("requestId").asText();
            assertThat(integration()
                            .awaitState(request, "DELIVERED", "REFUSED", "FAILED")
                            .path("state")
                            .asText())
                    .isEqualTo("DELIVERED");
        }
    }

    private Process process(String command) throws IOException {
        var builder = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        var database = Stream.of(reference16, reference17, copy)
                .filter(address -> command.contains(address.url()))
                .findFirst()
                .orElse(customer);
        builder.environment()
                .putAll(Map.of(
                        "PGHOST",
                        "127.0.0.1",
                        "PGPORT",
                        Integer.toString(TestPostgres.server().port()),
                        "PGUSER",
                        database.user(),
                        "PGPASSWORD",
                        database.password(),
                        "XDG_STATE_HOME",
                        folder.toString(),
                        "JUNIPER_SERVER",
                        "http://localhost:" + port,
                        "JUNIPER_ENGINE_LIBRARIES",
                        libraries().toString()));
        return builder.start();
    }

    /** The class path of these tests in a file, so that bin/engine starts no build in the midst of this one. */
    private Path libraries() throws IOException {
        var jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        return Files.writeString(folder.resolve("engine.classpath"), jars);
    }

    private TestClient integration() {
        return TestClient.withToken("sample-integration-token", port);
    }

    private static DatabaseAddress built(String version, Set<String> modules) {
        var database = TestPostgres.createDatabase("readme");
        ErpBuilder.build(database, Version.parse(version), modules);
        return database;
    }

    private void dump(DatabaseAddress database, String name) throws Exception {
        var process = new ProcessBuilder(
                        TestPostgres.programs().program("pg_dump").toString(),
                        "--format=custom",
                        "--no-owner",
                        "--file=" + folder.resolve(name + ".dump"),
                        "postgresql://%s:%s@127.0.0.1:%d/%s"
                                .formatted(
                                        database.user(),
                                        database.password(),
                                        TestPostgres.server().port(),
                                        database.user()))
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private static void superuser(String sql) throws SQLException {
        try (var connection = TestPostgres.server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
