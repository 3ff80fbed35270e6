package com.juniper.upgrade.cli;

import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.ScriptLint;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bin/engine lint scripts DIR}: tries upgrade scripts without a customer's database. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Looks for mistakes in what authors write.",
        subcommands = LintCommand.ScriptsCommand.class)
final class LintCommand {

    LintCommand() {}

    @Command(
            name = "scripts",
            mixinStandardHelpOptions = true,
            description = {
                "Runs each script twice on the empty structure of its module and what that needs, in an empty database"
                        + " that is left empty. Exit code 0 only when nothing is wrong.",
                "See docs/writing-upgrade-scripts.md"
            })
    static final class ScriptsCommand implements Callable<Integer> {

        @Parameters(paramLabel = "DIR", description = "folder of <version>/<module>/<pre|post|end>-<nn>-<what>.sql")
        private Path folder = Path.of("");

        @Mixin
        private DatabaseOptions database = new DatabaseOptions();

        @Option(names = "--catalogs", required = true, description = "folder of catalogs, one per version")
        private Path catalogs = Path.of("");

        @Option(names = "--line", description = "the release line (default: community)")
        private String line = "community";

        @Override
        public Integer call() {
            var defects = ScriptLint.run(database.address(), Catalogs.inDirectory(catalogs, line), folder);
            defects.forEach(defect -> System.out.printf("%s: %s%n", defect.thing(), defect.reason()));
            System.out.println(defects.isEmpty() ? "Nothing is wrong" : defects.size() + " findings");
            return defects.isEmpty() ? 0 : 1;
        }
    }
}
