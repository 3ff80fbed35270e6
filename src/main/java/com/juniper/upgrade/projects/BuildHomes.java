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
import org.springframework.util.FileSystemUtils;

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

    /** Begins a build's log; {@return what writes lines, each at once, with its time in UTC} */
    Consumer<String> begin(Project project, Build build) {
        var file = log(project, build);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line -> append(file, line);
    }

    /** Adds what a request's upgrade wrote. */
    void append(Project project, Build build, UUID request) {
        var file = log(project, build);
        try {
            Files.createDirectories(file.getParent());
            long after = 0;
            for (var page = requests.log(request, after, LINES);
                    !page.isEmpty();
                    page = requests.log(request, after, LINES)) {
                Files.write(
                        file,
                        page.stream().map(Object::toString).toList(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                after = page.get(page.size() - 1).id();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the homes in which nothing was written since a time; says how many. */
    long purge(Instant before) {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        long deleted = 0;
        try (var homes =
                Files.find(root, 2, (path, attributes) -> root.relativize(path).getNameCount() == 2)) {
            for (Path home : homes.toList()) {
                var log = home.resolve("logs").resolve("upgrade.log");
                if (Files.exists(log)
                        && Files.getLastModifiedTime(log).toInstant().isBefore(before)) {
                    FileSystemUtils.deleteRecursively(home);
                    deleted++;
                }
            }
            return deleted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
