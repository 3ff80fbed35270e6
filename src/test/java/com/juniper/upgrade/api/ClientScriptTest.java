package com.juniper.upgrade.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.setup.MockMvcBuilders.standaloneSetup;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.TestProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientScriptTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("R51: the client is one script of Python, for the platform that it was asked from")
    void servesTheScript() throws Exception {
        var answer = standaloneSetup(new ClientScriptController(properties("http://localhost:8080")))
                .build()
                .perform(get("http://upgrade.example.com/upgrade"))
                .andReturn()
                .getResponse();

        assertThat(answer.getContentType()).isEqualTo("text/x-python;charset=UTF-8");
        assertThat(answer.getContentAsString())
                .startsWith("#!/usr/bin/env python3")
                .contains("\nDEFAULT_SERVER = \"http://upgrade.example.com\"\n");
    }

    @Test
    void namesThePublicAddressWhateverHostARequestClaims() throws Exception {
        var answer = standaloneSetup(new ClientScriptController(properties("https://upgrade.example.com")))
                .build()
                .perform(get("http://evil.example.com/upgrade"))
                .andReturn()
                .getResponse();

        assertThat(answer.getContentAsString()).contains("\nDEFAULT_SERVER = \"https://upgrade.example.com\"\n");
    }

    @Test
    @DisplayName("R53: --help lists test and production and ends with 0; R51: the standard library is enough")
    void helpListsTheCommands() throws Exception {
        var result = client("--help");

        assertThat(result.code()).isZero();
        assertThat(result.output())
                .contains("test ", "production", "restore", "status", "log", "revert", "JUNIPER_TOKEN");
    }

    @Test
    @DisplayName("R51: a Python of version 3.8 understands the script")
    void isWrittenForPython38() throws Exception {
        var check = "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 8))";

        assertThat(run(List.of("python3", "-c", check, script().toString())).output())
                .isEmpty();
    }

    @Test
    void itsModulesShareNoNamesAndAreAllInTheScript() throws Exception {
        var check = """
                import ast, collections, sys
                tree = ast.parse(open(sys.argv[1]).read())
                names = collections.Counter(node.name for node in tree.body if hasattr(node, "name"))
                print(*[name for name, count in names.items() if count > 1], end="")
                """;

        assertThat(run(List.of("python3", "-c", check, script().toString())).output())
                .isEmpty();
        assertThat(ClientScript.read())
                .contains("def test(", "def upload(", "def follow(", "def restore_database(", "def swap(", "class Job")
                .doesNotContain("from terminal import");
    }

    @Test
    @DisplayName("R54: production takes what test takes")
    void productionHasTheSyntaxOfTest() throws Exception {
        var options = client("test", "--help").output().replaceAll("(?s).*\noptions:", "");

        assertThat(client("production", "--help").output().replaceAll("(?s).*\noptions:", ""))
                .isEqualTo(options)
                .contains(
                        "--dbname", "--target", "--no-restore", "--restore-name", "--jobs", "--env-file", "--confirm");
    }

    @Test
    void takesItsSettingsFromAFile() throws Exception {
        Files.writeString(folder.resolve("a.dump"), "PGDMP");
        Files.writeString(folder.resolve("settings"), """
                # of this machine
                export JUNIPER_EMAIL='nobody'
                PGHOST=localhost
                """);
        var command = "test -i a.dump -t 17.0 -c A --env-file ";

        assertThat(client((command + "settings").split(" ")).output()).contains("Give one e-mail address with --email");
        Files.writeString(folder.resolve("settings"), "PGHOST=localhost\nPATH=/tmp");
        assertThat(client((command + "settings").split(" ")).output())
                .contains("Line 2 of settings is no setting like");
        assertThat(client((command + "missing").split(" ")).output())
                .contains("Cannot read the settings of missing: No such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "test -t 17.0                                   | one of the arguments -d/--dbname -i/--dump is required",
                "test -d contacts                               | required: -t/--target",
                "test -d contacts -i x.dump -t 17.0             | not allowed with argument",
                "test -d contacts -t 17                         | '17' is not a version like 17.0",
                "test -d host=evil -t 17.0                      | 'host=evil' is not a database name",
                "test -d postgresql://evil/x -t 17.0            | is not a database name",
                "test -d contacts -r Quote\"d -t 17.0           | is not a name for a database",
                "test -d contacts -r -x -t 17.0                 | expected one argument",
                "production -d contacts -t 17.0 -j 0            | '0' is not a number from 1 to 99",
                "test -i missing.dump -t 17.0 -c A -e a@b.c     | There is no file",
                "test -d contacts -t 17.0 --server ftp://host   | is not a server's address like https://host",
            })
    void saysWhatIsWrongWithTheCommand(String command, String message) throws Exception {
        var result = client(command.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.output()).contains(message);
    }

    @Test
    void refusesARestoreNameOf64Characters() throws Exception {
        assertThat(client("test", "-d", "contacts", "-r", "a".repeat(63), "-t", "x")
                        .output())
                .contains("'x' is not a version");
        assertThat(client("test", "-d", "contacts", "-r", "a".repeat(64), "-t", "17.0")
                        .output())
                .contains("is not a name for a database");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.c\nBcc: d@e.f", "nobody", "a@b.c,d@e.f", "a b@c.d"})
    void refusesAnAddressThatIsNotOneMailbox(String address) throws Exception {
        Files.writeString(folder.resolve("a.dump"), "PGDMP");

        var result = client("test", "-i", "a.dump", "-t", "17.0", "-c", "JUN-ENT-0001", "--email", address);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.output()).contains("Give one e-mail address with --email");
    }

    @Test
    void saysThatTheServerIsAwayAndThatTheSameCommandGoesOn() throws Exception {
        Files.writeString(folder.resolve("a.dump"), "PGDMP");

        var result = client(
                "test", "-i", "a.dump", "-t", "17.0", "-c", "A", "-e", "a@b.c", "--server", "http://localhost:1");

        assertThat(result.code()).isEqualTo(75);
        assertThat(result.output()).contains("does not answer", "The same command goes on where it was");
        try (var files = Files.walk(folder.resolve("juniper-upgrade"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .as(file.toString())
                            .isSubsetOf(
                                    java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                                    java.nio.file.attribute.PosixFilePermission.OWNER_WRITE));
        }
    }

    private record Result(int code, String output) {}

    private Path script() throws IOException {
        return Files.writeString(folder.resolve("upgrade"), ClientScript.read());
    }

    private Result client(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "-I", "-S", script().toString()));
        for (String argument : arguments) {
            if (!argument.isEmpty()) {
                command.add(argument);
            }
        }
        return run(command);
    }

    private Result run(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().put("XDG_STATE_HOME", folder.toString());
        builder.environment().put("JUNIPER_PATIENCE", "0");
        builder.environment().keySet().removeIf(name -> name.equals("JUNIPER_TOKEN") || name.equals("JUNIPER_SERVER"));
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private JuniperProperties properties(String publicUrl) {
        return TestProperties.of(folder, publicUrl);
    }
}
