package com.juniper.upgrade.projects;

import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.projects.ProjectView.BranchView;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people and programs see of projects: branches, commits, builds and their logs. */
@Service
@Transactional(readOnly = true)
public class ProjectReader {

    private static final int BUILDS = 30;

    private final Projects projects;
    private final Repositories repositories;
    private final BuildStore store;
    private final BuildHomes homes;
    private final UpgradeRequests requests;
    private final HostedDatabases databases;

    ProjectReader(
            Projects projects,
            Repositories repositories,
            BuildStore store,
            BuildHomes homes,
            UpgradeRequests requests,
            HostedDatabases databases) {
        this.projects = projects;
        this.repositories = repositories;
        this.store = store;
        this.homes = homes;
        this.requests = requests;
        this.databases = databases;
    }

    /**
     * {@return a project with its branches and newest builds}
     *
     * @throws RequestNotFoundException if it is not the caller's to see
     */
    public ProjectPage page(String name, Caller caller) {
        var view = projects.view(name, caller);
        var project = view.project();
        var upgrades = store.newest(project.id()).stream()
                .collect(Collectors.toMap(BranchUpgrade::branch, Function.identity()));
        var builds = store.newest(project.id(), null, BUILDS);
        return new ProjectPage(
                view,
                view.branches().stream()
                        .map(branch -> line(
                                project, branch, upgrades.get(branch.branch().name())))
                        .toList(),
                builds,
                BranchUpgrades.mayUpgrade(project, caller),
                caller.isStaff() || Projects.mayPush(project, caller));
    }

    private ProjectPage.Line line(Project project, BranchView of, @Nullable BranchUpgrade upgrade) {
        var request = upgrade == null ? null : upgrade.request();
        var build = store.newest(project.id(), of.branch().name(), 1).stream()
                .findFirst()
                .orElse(null);
        return new ProjectPage.Line(
                of.branch(),
                of.commits(),
                upgrade,
                request == null ? null : requests.require(request).number(),
                build,
                build != null && isThere(build));
    }

    /** {@return whether the database that a build made is there: the next good build replaces it} */
    public boolean isThere(Build build) {
        var database = build.database();
        return database != null && databases.find(database).isPresent();
    }

    /** {@return a project's builds, newest first; of one branch, where it is given} */
    public List<Build> builds(String name, @Nullable String branch, Caller caller) {
        return store.newest(projects.visible(name, caller).id(), branch, BUILDS);
    }

    /**
     * {@return a build}
     *
     * @throws RequestNotFoundException if it is not the caller's to see
     */
    public Build build(String name, int number, Caller caller) {
        return store.find(projects.visible(name, caller).id(), number)
                .orElseThrow(() -> new RequestNotFoundException("Build %d of %s".formatted(number, name)));
    }

    /** {@return the commit of a build; null where the repository does not have it any more} */
    public @Nullable Commit commit(String name, Build build, Caller caller) {
        try {
            return repositories.commit(projects.visible(name, caller), build.commit());
        } catch (NoSuchElementException e) {
            return null;
        }
    }

    /**
     * {@return the file {@code ~/logs/upgrade.log} in a build's home (R48)}
     *
     * @throws RequestNotFoundException if the build has not begun, or is not the caller's to see
     */
    public Path log(String name, int number, Caller caller) {
        var project = projects.visible(name, caller);
        var file = homes.log(project, build(name, number, caller));
        if (!Files.exists(file)) {
            throw new RequestNotFoundException("The log of build %d of %s".formatted(number, name));
        }
        return file;
    }
}
