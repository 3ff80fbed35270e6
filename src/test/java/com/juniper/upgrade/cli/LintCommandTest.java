package com.juniper.upgrade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.SampleErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code bin/engine lint module}: its exit code is 0 only when nothing is wrong. */
class LintCommandTest {

    @TempDir
    private Path folder;

    private int lint(String... more) {
        var arguments = new String[more.length + 3];
        arguments[0] = "lint";
        arguments[1] = "module";
        arguments[2] = folder.resolve("sources").toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return new CommandLine(new EngineCli()).execute(arguments);
    }

    private void manifest(String text) throws IOException {
        Files.createDirectories(folder.resolve("sources/acme"));
        Files.writeString(folder.resolve("sources/acme/__manifest__.py"), text);
    }

    @Test
    @DisplayName("R49: a good module, one that runs code, one that builds on what is gone, no folder")
    void tellsByItsExitCode() throws IOException {
        SampleErp.publish(folder, Version.parse("15.0"), Version.parse("16.0"));
        var catalogs = new String[] {"--catalogs=" + folder, "--line=sample", "--from=15.0", "--to=16.0"};
        assertThat(lint()).isEqualTo(CommandLine.ExitCode.USAGE);

        manifest("{'version': '16.0.1.0.0', 'depends': ['base']}");
        assertThat(lint()).isZero();
        assertThat(lint(catalogs)).isZero();
        assertThat(lint("--from=15.0")).isEqualTo(CommandLine.ExitCode.USAGE);

        manifest("{'version': '16.0.1.0.0', 'depends': ['payment_transfer']}");
        assertThat(lint()).isZero();
        assertThat(lint(catalogs)).isEqualTo(1);

        manifest("{'version': __import__('os').getcwd()}");
        assertThat(lint()).isEqualTo(1);
    }
}
