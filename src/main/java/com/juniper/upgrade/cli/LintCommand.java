package com.juniper.upgrade.cli;

import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.ScriptLint;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.modules.CustomModules;
import com.juniper.upgrade.modules.FolderTree;
import com.juniper.upgrade.modules.ModuleLint;
import com.juniper.upgrade.modules.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bin/engine lint}: tries upgrade scripts, and custom modules, without a customer's database. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Looks for mistakes in what authors write.",
        subcommands = {LintCommand.ScriptsCommand.class, LintCommand.ModuleCommand.class})
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

    @Command(
            name = "module",
            mixinStandardHelpOptions = true,
            description = {
                "Reads every custom module of a folder without running any of its code, and prints what does not count. With"
                        + " catalogs, prints also what the modules use of the standard that the newer version does not have."
                        + " Exit code 0 only when nothing is wrong.",
                "See docs/custom-modules.md"
            })
    static final class ModuleCommand implements Callable<Integer> {

        @Parameters(paramLabel = "DIR", description = "folder with the modules' folders")
        private Path folder = Path.of("");

        @Option(names = "--catalogs", description = "folder of catalogs, one per version; needs --from and --to")
        private @Nullable Path catalogs;

        @Option(names = "--from", description = "version that the modules were made for, such as 16.0")
        private @Nullable String from;

        @Option(names = "--to", description = "version that they are ported to, such as 17.0")
        private @Nullable String to;

        @Option(names = "--line", description = "the release line (default: community)")
        private String line = "community";

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            if (!Files.isDirectory(folder)) {
                throw new ParameterException(spec.commandLine(), folder + " is no folder");
            }
            var tree = new FolderTree(folder);
            var problems = ModuleLint.problems(tree);
            problems.forEach(System.out::println);
            if (!problems.isEmpty()) {
                System.out.println(problems.size() + " problems");
                return 1;
            }
            var modules = CustomModules.read(tree);
            if (modules.all().isEmpty()) {
                System.out.println("There is no module in " + folder);
                return 1;
            }
            var changes = changes(modules);
            changes.forEach(System.out::println);
            System.out.println(
                    changes.isEmpty()
                            ? "Nothing is wrong with %d modules"
                                    .formatted(modules.all().size())
                            : changes.size() + " things that the modules use are gone");
            return changes.isEmpty() ? 0 : 1;
        }

        private List<Problem> changes(CustomModules modules) {
            if (catalogs == null && from == null && to == null) {
                return List.of();
            }
            if (catalogs == null || from == null || to == null) {
                throw new ParameterException(spec.commandLine(), "--catalogs, --from and --to go together");
            }
            return ModuleLint.changes(
                    modules, Catalogs.inDirectory(catalogs, line), Version.parse(from), Version.parse(to));
        }
    }
}
