package com.juniper.upgrade.cli;

import com.juniper.upgrade.neutralization.NeutralizationVerifier;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bin/engine verify}: looks for outward channels that are still open. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Looks for outward channels; exit code 0 only when there is none.")
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Override
    public Integer call() {
        var leaks = new NeutralizationVerifier().verify(database.address());
        leaks.forEach(leak -> System.out.println("Leak: " + leak));
        System.out.println(
                leaks.isEmpty() ? "No outward channel is open" : leaks.size() + " outward channels are open");
        return leaks.isEmpty() ? 0 : 1;
    }
}
