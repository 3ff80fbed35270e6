package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.StartRefusedException;
import com.juniper.upgrade.databases.ProgramFailedException;
import com.juniper.upgrade.databases.ProgramRunner;
import com.juniper.upgrade.databases.WorkshopDatabase;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.modules.CustomModule;
import com.juniper.upgrade.modules.SourceTree;
import com.juniper.upgrade.modules.SourceTree.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The ERP's own program that updates custom modules, where the operator names one (R46, R127): in the sandbox of PostgreSQL's
 * programs, without a shell and within the time of an update. It is not in one transaction, so its database is one that
 * nobody has yet, and that is dropped where it fails.
 */
@Component
class UpdateCommand {

    private static final int MOST_LINES = 20_000;

    private static final Pattern PLACE = Pattern.compile("\\{[^{}]*}");
    private static final Set<String> PLACES =
            Set.of("{database}", "{host}", "{port}", "{user}", "{addons}", "{modules}");

    private final ProgramRunner programs;
    private final List<String> command;
    private final Duration longest;
    private final long mostBytes;
    private final Path folder;

    UpdateCommand(ProgramRunner programs, JuniperProperties properties) {
        this.programs = programs;
        this.command = properties.projects().updateCommand();
        this.longest = properties.projects().longestUpdate();
        this.mostBytes = properties.projects().largestRepository().toBytes();
        this.folder = properties.temporary();
        problem(command, properties.home()).ifPresent(problem -> {
            throw new StartRefusedException("juniper.projects.update-command: %s.".formatted(problem));
        });
    }

    /**
     * {@return why a command cannot be run; an empty one is none}
     *
     * @param home the platform's
     */
    static Optional<String> problem(List<String> command, Path home) {
        if (command.isEmpty()) {
            return Optional.empty();
        }
        var program = Path.of(command.get(0));
        if (!program.isAbsolute() || !Files.isRegularFile(program) || !Files.isExecutable(program)) {
            return Optional.of("%s is no program; give the absolute path of one".formatted(program));
        }
        if (home.startsWith(program.getParent())) {
            return Optional.of("%s sees its folder; move it to one without the platform's home".formatted(program));
        }
        return command.stream()
                .flatMap(argument -> PLACE.matcher(argument).results())
                .map(place -> place.group())
                .filter(place -> !PLACES.contains(place))
                .findFirst()
                .map(place -> "%s is none of %s"
                        .formatted(place, PLACES.stream().sorted().collect(Collectors.joining(", "))));
    }

    /** {@return whether there is one} */
    boolean isSet() {
        return !command.isEmpty();
    }

    /**
     * Updates modules.
     *
     * @param tree the commit's files
     * @param sources the modules in them
     * @param updated those that are installed, or needed by one that is, in the order of dependency
     * @param log gets each line that the program writes
     * @throws BuildFailedException if the program fails, with its last lines
     */
    void run(
            SourceTree tree,
            List<CustomModule> sources,
            List<CustomModule> updated,
            DatabaseAddress database,
            Consumer<String> log) {
        Path addons = null;
        try {
            addons = Files.createTempDirectory(Files.createDirectories(folder), "addons");
            write(tree, sources, addons);
            var uri = URI.create(database.url().substring("jdbc:".length()));
            var name = uri.getPath().substring(1);
            var places = Map.of(
                    "{database}", name,
                    "{host}", uri.getHost(),
                    "{port}", Integer.toString(uri.getPort()),
                    "{user}", database.user(),
                    "{addons}", addons.toString(),
                    "{modules}", updated.stream().map(CustomModule::name).collect(Collectors.joining(",")));
            programs.runOwn(
                    Path.of(command.get(0)),
                    command.stream()
                            .skip(1)
                            .map(argument -> filled(argument, places))
                            .toList(),
                    new WorkshopDatabase(name, database),
                    addons,
                    longest,
                    limited(log));
        } catch (ProgramFailedException e) {
            throw new BuildFailedException(
                    "The update command %s:\n%s".formatted(e.reason(), String.join("\n", e.lastLines())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(addons);
        }
    }

    private static String filled(String argument, Map<String, String> places) {
        return PLACE.matcher(argument)
                .replaceAll(place -> java.util.regex.Matcher.quoteReplacement(places.getOrDefault(place.group(), "")));
    }

    /** A program that writes without end does not fill the disk. */
    private static Consumer<String> limited(Consumer<String> log) {
        var written = new AtomicInteger();
        return line -> {
            int lines = written.incrementAndGet();
            if (lines <= MOST_LINES) {
                log.accept(PushRules.line(line));
            } else if (lines == MOST_LINES + 1) {
                log.accept("… what it writes beyond %d lines is left out".formatted(MOST_LINES));
            }
        };
    }

    /** Writes each module's folder into one folder, as the ERP's server looks for them. */
    private void write(SourceTree tree, List<CustomModule> sources, Path addons) throws IOException {
        Map<String, String> names = new HashMap<>();
        sources.forEach(module -> names.put(module.folder() + "/", module.name() + "/"));
        long left = mostBytes;
        for (var entry : tree.entries()) {
            var module =
                    names.keySet().stream().filter(entry.path()::startsWith).findFirst();
            if (module.isEmpty()) {
                continue;
            }
            var inside = names.get(module.get())
                    + entry.path().substring(module.get().length());
            var file = addons.resolve(inside).normalize();
            if (entry.kind() != Kind.FILE || !file.startsWith(addons)) {
                throw new BuildFailedException("%s is no file within its module".formatted(entry.path()));
            }
            left -= entry.bytes();
            if (left < 0) {
                throw new BuildFailedException("The modules have more than %d bytes".formatted(mostBytes));
            }
            Files.createDirectories(file.getParent());
            Files.write(file, tree.read(entry));
        }
    }

    private static void delete(@Nullable Path addons) {
        try {
            if (addons != null) {
                FileSystemUtils.deleteRecursively(addons);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
