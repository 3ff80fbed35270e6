package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The builds' homes: a folder for each, with {@code logs/upgrade.log} (R48). */
@Component
class BuildHomes {

    private static final int LINES = 1000;

    private final UpgradeRequests requests;
    private final Path root;

    BuildHomes(UpgradeRequests requests, JuniperProperties properties) {
        this.requests = requests;
        this.root = properties.home().resolve("builds");
    }

    /** {@return the file of a build's log: what the upgrade of the backup wrote, then what the build wrote} */
    Path log(Project project, Build build) {
        return root.resolve(project.name())
                .resolve(Integer.toString(build.number()))
                .resolve("logs")
                .resolve("upgrade.log");
    }

    /** Begins a build's log with that of the upgrade; {@return what writes further lines, each at once, with its time in UTC} */
    Consumer<String> begin(Project project, Build build, UUID request) {
        var file = log(project, build);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
            long after = 0;
            for (var page = requests.log(request, after, LINES);
                    !page.isEmpty();
                    page = requests.log(request, after, LINES)) {
                Files.write(file, page.stream().map(Object::toString).toList(), StandardOpenOption.APPEND);
                after = page.get(page.size() - 1).id();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line -> append(file, line);
    }

    private static void append(Path file, String line) {
        try {
            Files.write(
                    file,
                    List.of(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
