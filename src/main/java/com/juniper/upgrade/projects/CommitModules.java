package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseAnalysis;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.modules.CustomModules;
import com.juniper.upgrade.modules.ModuleUpdate;
import com.juniper.upgrade.modules.ModuleUpdateFailedException;
import com.juniper.upgrade.modules.ModulesRefusedException;
import com.juniper.upgrade.modules.Problem;
import com.juniper.upgrade.releases.Releases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The custom modules of a project's commit: whether they fit a database and a version (R9, R49), and their update. */
@Component
class CommitModules {

    private final Repositories repositories;
    private final Releases releases;
    private final UpdateCommand command;
    private final JuniperProperties properties;

    CommitModules(Repositories repositories, Releases releases, UpdateCommand command, JuniperProperties properties) {
        this.repositories = repositories;
        this.releases = releases;
        this.command = command;
        this.properties = properties;
    }

    /**
     * Reads the modules of a commit, and looks whether those that are installed can be updated to a version.
     *
     * @param installed the names of the database's custom modules
     * @throws BuildFailedException with everything that is not as it must be
     */
    void check(Project project, String commit, String line, Version target, Collection<String> installed) {
        fit(
                project,
                commit,
                target,
                installed.stream().collect(Collectors.toMap(Function.identity(), name -> "")),
                releases.catalogs(line).modules(target));
    }

    /**
     * Updates all custom modules of an upgraded copy with those of a commit: in one transaction, or by the operator's command.
     *
     * @param marker names this update of this copy, so that it is not done twice; null where the copy is a new one each time
     * @throws BuildFailedException if they do not fit, or the update fails
     */
    void update(Project project, String commit, DatabaseAddress copy, @Nullable String marker, Consumer<String> log) {
        Catalogs catalogs = releases.catalogs(DatabaseAnalysis.line(copy));
        var analysis = DatabaseAnalysis.of(copy, catalogs, null);
        Map<String, String> installed = new HashMap<>();
        analysis.customModules()
                .forEach(module -> installed.put(module.name(), Objects.requireNonNullElse(module.version(), "")));
        var standard = catalogs.modules(analysis.version());
        var modules = fit(project, commit, analysis.version(), installed, standard);
        if (command.isSet()) {
            command.run(
                    repositories.tree(project, commit), modules.all(), modules.needed(installed, standard), copy, log);
            return;
        }
        try {
            new ModuleUpdate(copy, properties.projects().longestUpdate())
                    .run(modules, installed, standard, marker, log);
        } catch (ModuleUpdateFailedException e) {
            throw new BuildFailedException(List.of(new Problem(e.path(), e.line(), e.reason())));
        } catch (ModulesRefusedException e) {
            throw new BuildFailedException(e.problems());
        }
    }

    private CustomModules fit(
            Project project, String commit, Version target, Map<String, String> installed, Set<String> standard) {
        try {
            var modules = CustomModules.read(repositories.tree(project, commit));
            var obstacles = modules.obstacles(installed, target, standard);
            if (!obstacles.isEmpty()) {
                throw new BuildFailedException(obstacles);
            }
            return modules;
        } catch (ModulesRefusedException e) {
            throw new BuildFailedException(e.problems());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
