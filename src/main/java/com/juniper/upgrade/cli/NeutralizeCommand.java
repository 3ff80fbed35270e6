package com.juniper.upgrade.cli;

import com.juniper.upgrade.neutralization.Neutralizer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bin/engine neutralize}: makes a copy harmless. */
@Command(
        name = "neutralize",
        mixinStandardHelpOptions = true,
        description = "Makes a copy harmless: no mail, payment, delivery or service is reached from it.")
final class NeutralizeCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--base-url",
            defaultValue = "http://localhost:8069",
            description = "the copy's own address (default: ${DEFAULT-VALUE})")
    private String baseUrl = "";

    @Override
    public Integer call() {
        new Neutralizer()
                .neutralize(database.address(), baseUrl)
                .changes()
                .forEach(change -> System.out.printf("%-30s %6d  %s%n", change.table(), change.rows(), change.what()));
        return 0;
    }
}
