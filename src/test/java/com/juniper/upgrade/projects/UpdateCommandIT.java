package com.juniper.upgrade.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.databases.PostgresPrograms;
import com.juniper.upgrade.databases.ProgramRunner;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.sample.SampleHosting;
import com.juniper.upgrade.security.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The ERP's own program updates the custom modules; here it is one that runs psql. */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpdateCommandIT {

    private static final String MANIFEST = """
            {'name': 'Rental', 'version': '%s', 'depends': ['contacts'], 'data': [], 'installable': True}
            """;

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private LocalPostgres server;

    @Autowired
    private JuniperProperties properties;

    @Autowired
    private CommitModules modules;

    private Project project;
    private GitClient git;

    @DynamicPropertySource
    static void command(DynamicPropertyRegistry registry) throws IOException {
        var program = Files.createFile(
                Files.createTempDirectory(Path.of("target").toAbsolutePath(), "command")
                        .resolve("update"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(program, """
                #!/bin/sh
                echo "Updates $6 of $1"
                test -e /etc/passwd || echo "In the sandbox"
                test -n "$JUNIPER_HOME" && echo "With the platform's environment"
                cd "$5" && find . -type f | sort
                test -e acme_rental/slow && sleep 100
                exec %s -w -q -X -h "$2" -p "$3" -U "$4" -d "$1" -v ON_ERROR_STOP=1 -f acme_rental/update.sql
                """.formatted(PostgresPrograms.find().program("psql")));
        var arguments = List.of(
                program.toString(),
                "{database}",
                "{host}",
                "{port}",
                "{user}",
                "{addons}",
                "{modules}",
                "; touch /tmp/shell");
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            registry.add("juniper.projects.update-command[%d]".formatted(i), () -> argument);
        }
        registry.add("juniper.projects.longest-update", () -> "8s");
    }

    @BeforeAll
    void host() throws SQLException {
        var hosting = new SampleHosting(platform, folder);
        hosting.publish("15.0");
        var database = hosting.host("sh-command", "acme", "15.0", "contacts");
        platform.getBean(HostedDatabases.class).assign(database.id(), "acme", "SH");
        strings(
                "insert into ir_module_module (name, shortdesc, state, latest_version) values ('acme_rental', 'Rental', 'installed', '15.0.1.0.0') returning name");
        project = platform.getBean(Projects.class)
                .create(
                        "sh-command",
                        "sh-command",
                        "main",
                        new Caller(
                                "operator",
                                platform.getBean(People.class).find("operator").orElseThrow()));
        git = GitClient.begin(
                folder.resolve("work"), "http://demo:demo@localhost:%d/git/sh-command.git".formatted(port));
        git.commit("addons/acme_base/__manifest__.py", MANIFEST.formatted("15.0.1.0.0"));
        git.commit("addons/acme_unused/__manifest__.py", MANIFEST.formatted("15.0.1.0.0"));
        git.commit("secret.txt", "Outside of any module");
        git.commit("acme_rental/models/order.py", "import os");
        git.commit(
                "acme_rental/__manifest__.py",
                MANIFEST.formatted("15.0.2.0.0").replace("'contacts'", "'contacts', 'acme_base'"));
    }

    @Test
    @DisplayName(
            "R46: the program gets the modules' folders and the database, and nothing else; its lines are the build's")
    void updates() throws Exception {
        git.commit(
                "acme_rental/update.sql",
                "select 'As ' || current_user;\nupdate ir_module_module set latest_version = '15.0.2.0.0' where name = 'acme_rental';");

        var lines = update();

        assertThat(lines)
                .contains("Updates acme_base,acme_rental of sh-command")
                .contains(
                        "./acme_base/__manifest__.py", "./acme_rental/models/order.py", "./acme_unused/__manifest__.py")
                .doesNotContain("With the platform's environment")
                .noneMatch(line -> line.contains("secret.txt"))
                .anyMatch(line -> line.strip().equals("As " + database().user()));
        if (platform.getBean(ProgramRunner.class).sandboxed()) {
            assertThat(lines).contains("In the sandbox");
        }
        assertThat(strings("select latest_version from ir_module_module where name = 'acme_rental'"))
                .containsExactly("15.0.2.0.0");
        assertThat(Path.of("/tmp/shell")).doesNotExist();
        nothingIsLeft();
    }

    @Test
    @DisplayName("R46: a program that fails fails the build, with its last lines; one that does not end is killed")
    void fails() throws Exception {
        git.commit("acme_rental/update.sql", "select 1;\nselect nothing;");
        assertThatThrownBy(this::update)
                .isInstanceOf(BuildFailedException.class)
                .hasMessageContaining("The update command ended with code 3")
                .hasMessageContaining("update.sql:2")
                .hasMessageContaining("column \"nothing\" does not exist");

        git.commit("acme_rental/slow", "");
        git.commit("acme_rental/update.sql", "select 1;");
        assertThatThrownBy(this::update)
                .isInstanceOf(BuildFailedException.class)
                .hasMessageContaining("took longer than 8 s");
        git.run("rm", "--quiet", "acme_rental/slow").done();
        nothingIsLeft();
    }

    @Test
    @DisplayName("R49: what does not fit, or is a link, is refused before the program runs")
    void keepsTheGate() throws Exception {
        git.commit("acme_rental/update.sql", "select 2;");
        List<String> lines = new ArrayList<>();
        Files.createSymbolicLink(git.folder().resolve("acme_rental/passwd"), Path.of("/etc/passwd"));
        assertThatThrownBy(() -> update(git.commit("acme_rental/a.txt", "a"), lines))
                .hasMessageContaining("acme_rental/passwd")
                .hasMessageContaining("symbolic link");
        git.run("rm", "--quiet", "acme_rental/passwd").done();
        assertThatThrownBy(() -> update(
                        git.commit(
                                "acme_rental/__manifest__.py",
                                MANIFEST.formatted("16.0.1.0.0").replace("'contacts'", "'contacts', 'acme_base'")),
                        lines))
                .hasMessageContaining("15.0.1.0.0");
        git.commit(
                "acme_rental/__manifest__.py",
                MANIFEST.formatted("15.0.2.0.0").replace("'contacts'", "'contacts', 'acme_base'"));
        assertThat(lines).isEmpty();
    }

    private List<String> update() {
        List<String> lines = new ArrayList<>();
        update(git.head(), lines);
        return lines;
    }

    private void update(String commit, List<String> lines) {
        git.run("push", "--quiet", "origin", "HEAD:refs/heads/dev").done();
        modules.update(project, commit, database(), null, lines::add);
    }

    private void nothingIsLeft() throws IOException {
        try (var left = Files.list(properties.temporary())) {
            assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("addons"));
        }
    }

    private DatabaseAddress database() {
        return server.superuser("sh-command");
    }

    private List<String> strings(String sql) throws SQLException {
        try (var connection = database().connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}
