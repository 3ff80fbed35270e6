package com.juniper.upgrade.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/engine}: the upgrade engine on the command line. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description = "Upgrades databases of the ERP Juniper without the platform.",
        subcommands = {
            CaptureCommand.class,
            UpgradeCommand.class,
            CheckCommand.class,
            CompareCommand.class,
            LintCommand.class,
            NeutralizeCommand.class,
            VerifyCommand.class
        })
public final class EngineCli implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs one command; the process's exit code is 0 only when it did what it should. */
    public static void main(String[] arguments) {
        var commands = new CommandLine(new EngineCli());
        commands.setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText(String.valueOf(e.getMessage())));
            return 1;
        });
        System.exit(commands.execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: one of the commands below");
    }
}
