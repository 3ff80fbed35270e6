package com.juniper.upgrade.projects;

import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.modules.Problem;
import com.juniper.upgrade.projects.BranchUpgrade.State;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Starts the production upgrade of a project with the commit for which it was armed (R122). */
@Service
@Transactional
public class ProductionStart {

    private final BuildStore store;
    private final ProjectStore projects;
    private final CommitModules modules;
    private final BuildHomes homes;
    private final UpgradeDesk desk;
    private final InstalledModules installed;
    private final HostedDatabases databases;
    private final People people;

    ProductionStart(
            BuildStore store,
            ProjectStore projects,
            CommitModules modules,
            BuildHomes homes,
            UpgradeDesk desk,
            InstalledModules installed,
            HostedDatabases databases,
            People people) {
        this.store = store;
        this.projects = projects;
        this.modules = modules;
        this.homes = homes;
        this.desk = desk;
        this.installed = installed;
        this.databases = databases;
        this.people = people;
    }

    /**
     * Starts production with the commit that was taken, in the name of who armed it, where its modules fit (R127).
     *
     * @param id of the armed branch upgrade
     * @return false where nothing was started: the build has failed, and the branch waits for the next commit, if it still is
     *     armed
     */
    public boolean start(long id) {
        var upgrade = store.lock(id);
        var build = store.running(id).orElse(null);
        if (build == null) {
            return false;
        }
        var project = projects.find(upgrade.project()).orElseThrow();
        var log = homes.begin(project, build);
        log.accept("Build %d of %s, commit %s".formatted(build.number(), build.branch(), build.commit()));
        var problems = problems(project, upgrade, build);
        if (!problems.isEmpty()) {
            var problem = Builds.problem(problems);
            log.accept("Failed: " + problem);
            store.failed(build, problem);
            return false;
        }
        var request = desk.submit(
                BranchUpgrades.command(project, upgrade.targetVersion(), upgrade.email(), Purpose.PRODUCTION),
                project.qualified(upgrade.branch()),
                build.commit(),
                caller(upgrade));
        store.upgrading(id, request.id());
        log.accept("Production is being upgraded, case %s; what it does follows here when it has ended"
                .formatted(request.number()));
        return true;
    }

    private Caller caller(BranchUpgrade upgrade) {
        return new Caller(upgrade.askedBy(), people.find(upgrade.askedBy()).orElse(null));
    }

    private List<Problem> problems(Project project, BranchUpgrade upgrade, Build build) {
        if (upgrade.state() != State.ARMED) {
            return List.of(problem("Production was disarmed before it began."));
        }
        if (!BranchUpgrades.mayUpgrade(project, caller(upgrade))) {
            return List.of(problem("%s, who armed it, may not upgrade %s any more. Disarm it, and arm it again."
                    .formatted(upgrade.askedBy(), project.name())));
        }
        if (store.tested(project.id(), upgrade.targetVersion()).isEmpty()) {
            return List.of(problem(
                    "No staging branch has a successful test upgrade to %s any more: its newest build must have succeeded. Build it again."
                            .formatted(upgrade.targetVersion())));
        }
        try {
            var database = databases.require(project.databaseId());
            modules.check(
                    project,
                    build.commit(),
                    Objects.requireNonNull(database.line()),
                    Version.parse(upgrade.targetVersion()),
                    installed.custom(database));
        } catch (BuildFailedException e) {
            return e.problems();
        }
        var command = BranchUpgrades.command(project, upgrade.targetVersion(), upgrade.email(), Purpose.PRODUCTION);
        return desk.obstacles(command, project.qualified(upgrade.branch()), caller(upgrade)).stream()
                .map(Reason::message)
                .map(ProductionStart::problem)
                .toList();
    }

    private static Problem problem(String message) {
        return new Problem(null, null, message);
    }
}
