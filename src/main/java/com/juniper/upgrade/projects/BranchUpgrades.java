package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.projects.Branch.Stage;
import com.juniper.upgrade.projects.BranchUpgrade.State;
import com.juniper.upgrade.projects.BuildStore.Asked;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.SubmitUpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The upgrades of projects' branches: the upgraded backup comes to a staging branch, which is in the mode "update on commit"
 * then (R43-R50); production waits for a commit on its branch (R121-R128).
 */
@Service
@Transactional
public class BranchUpgrades {

    private static final Logger log = LoggerFactory.getLogger(BranchUpgrades.class);

    private final BuildStore store;
    private final Projects projects;
    private final ProjectStore projectStore;
    private final CommitQueue queue;
    private final BranchUpgradeEnds ends;
    private final InstalledModules modules;
    private final UpgradeDesk desk;
    private final HostedDatabases databases;
    private final ProjectWorkflow workflow;
    private final Duration mode;

    BranchUpgrades(
            BuildStore store,
            Projects projects,
            ProjectStore projectStore,
            CommitQueue queue,
            BranchUpgradeEnds ends,
            InstalledModules modules,
            UpgradeDesk desk,
            HostedDatabases databases,
            ProjectWorkflow workflow,
            JuniperProperties properties) {
        this.store = store;
        this.projects = projects;
        this.projectStore = projectStore;
        this.queue = queue;
        this.ends = ends;
        this.modules = modules;
        this.desk = desk;
        this.databases = databases;
        this.workflow = workflow;
        this.mode = properties.projects().upgradeMode();
    }

    /**
     * Asks for the test upgrade of a staging branch: of the newest daily backup of the project's production (R43).
     *
     * @throws RequestNotFoundException if the project is not the caller's to see
     * @throws NotAllowedException if he is no database administrator of its company
     * @throws RequestRefusedException with every reason why that cannot be
     */
    public BranchUpgrade test(
            String project, String branch, @Nullable String version, @Nullable String email, Caller caller) {
        var of = locked(project, caller);
        var stage = branch(of, branch).stage();
        List<Reason> reasons = new ArrayList<>();
        if (stage != Stage.STAGING) {
            reasons.add(new Reason(
                    "branch",
                    stage == Stage.PRODUCTION
                            ? "%s is the production branch; ask for the test on a staging branch.".formatted(branch)
                            : "%s is a development branch; make it a staging branch first.".formatted(branch)));
        }
        var command = command(of, version, email, Purpose.TEST);
        requireNoObstacles(of, branch, command, reasons, caller);
        return submit(of, branch, command, caller);
    }

    /**
     * Arms the upgrade of production: the next commit on the production branch starts it (R122); at once where no custom
     * module is installed (R123).
     *
     * @param confirmedName the database's name, typed once more: there is no way back after it (R116, R120)
     * @throws RequestNotFoundException if the project is not the caller's to see
     * @throws RequestRefusedException with every reason why that cannot be, such as no successful test (R128)
     */
    public BranchUpgrade arm(
            String project,
            @Nullable String version,
            @Nullable String email,
            @Nullable String confirmedName,
            Caller caller) {
        var of = locked(project, caller);
        var branch = branch(of, of.productionBranch());
        var command = command(of, version, email, Purpose.PRODUCTION);
        List<Reason> reasons = new ArrayList<>();
        var database = databases.require(of.databaseId());
        if (!database.name().equals(confirmedName)) {
            reasons.add(new Reason(
                    "confirmedName",
                    "There is no way back to the version before. Confirm by giving the database's name, %s, as confirmedName."
                            .formatted(database.name())));
        }
        if (version == null || store.tested(of.id(), version).isEmpty()) {
            reasons.add(new Reason(
                    "targetVersion",
                    "No staging branch of %s has a successful test upgrade to %s: the newest build must have succeeded. Ask for one first."
                            .formatted(of.name(), version == null ? "that version" : version)));
        }
        requireNoObstacles(of, branch.name(), command, reasons, caller);
        log.info("{} arms the upgrade of {} to {}", caller.name(), of.name(), version);
        if (modules.custom(database).isEmpty()) {
            return submit(of, branch.name(), command, caller);
        }
        var armed = store.enter(
                store.insert(asked(of, branch.name(), command, caller), State.ARMED, null)
                        .id(),
                State.ARMED,
                mode);
        workflow.start(armed);
        return armed;
    }

    private void requireNoObstacles(
            Project project, String branch, SubmitUpgradeRequest command, List<Reason> reasons, Caller caller) {
        store.lockOpen(project.id(), branch).ifPresent(open -> reasons.add(new Reason("branch", underWay(open))));
        reasons.addAll(desk.obstacles(command, project.qualified(branch), caller));
        if (!reasons.isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
    }

    private static String underWay(BranchUpgrade open) {
        return switch (open.state()) {
            case ON_COMMIT ->
                "The branch %s updates on commit to %s already. Leave that mode first."
                        .formatted(open.branch(), open.targetVersion());
            case ARMED ->
                "The upgrade of production to %s is armed already. Disarm it first.".formatted(open.targetVersion());
            default ->
                "The branch %s is being upgraded to %s already. Wait for the end of that."
                        .formatted(open.branch(), open.targetVersion());
        };
    }

    private BranchUpgrade submit(Project project, String branch, SubmitUpgradeRequest command, Caller caller) {
        var request = desk.submit(command, project.qualified(branch), null, caller);
        return store.insert(asked(project, branch, command, caller), State.UPGRADING, request.id());
    }

    private static Asked asked(Project project, String branch, SubmitUpgradeRequest command, Caller caller) {
        return new Asked(
                project,
                branch,
                BranchUpgrade.Purpose.valueOf(Objects.requireNonNull(command.purpose())),
                Objects.requireNonNull(command.targetVersion()),
                Objects.requireNonNull(command.email()),
                caller.name());
    }

    /** What the desk is asked for in the name of a project. */
    static SubmitUpgradeRequest command(
            Project project, @Nullable String version, @Nullable String email, Purpose purpose) {
        return new SubmitUpgradeRequest(
                null,
                String.valueOf(project.databaseId()),
                version,
                email,
                purpose.name(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The project of somebody who may upgrade it, which nobody else moves until the transaction ends. */
    private Project locked(String name, Caller caller) {
        var project = projects.visible(name, caller);
        if (!mayUpgrade(project, caller)) {
            throw new NotAllowedException(
                    "Only the database administrators of the project's company decide on its upgrades.");
        }
        projectStore.lock(project);
        return project;
    }

    /** {@return whether a caller decides on a project's upgrades: its company's customers, and staff} */
    static boolean mayUpgrade(Project project, Caller caller) {
        return caller.isStaff() || (caller.isCustomer() && project.company().equals(caller.company()));
    }

    private Branch branch(Project project, String name) {
        return projectStore
                .branch(project, name)
                .orElseThrow(() -> new RequestRefusedException(List.of(new Reason(
                        "branch", "%s has no branch '%s'. Push it first.".formatted(project.name(), name)))));
    }

    /**
     * Queues a build of what is on a branch in the mode "update on commit" now, without a new commit.
     *
     * @throws RequestNotFoundException if the project is not the caller's to see
     * @throws NotAllowedException if he may not push to it, and is no staff
     * @throws RequestRefusedException if the branch is not in that mode
     */
    public Build buildAgain(String project, String branch, Caller caller) {
        var of = projects.visible(project, caller);
        if (!caller.isStaff() && !Projects.mayPush(of, caller)) {
            throw new NotAllowedException("Only who may push to the project builds its branches.");
        }
        projectStore.lock(of);
        var head = branch(of, branch);
        var upgrade = store.lockOpen(of.id(), branch)
                .filter(open -> open.state() == State.ON_COMMIT)
                .orElseThrow(() -> new RequestRefusedException(List.of(new Reason(
                        "branch", "The branch %s is not in the mode \"update on commit\".".formatted(branch)))));
        return queue.add(upgrade, head.commitId(), caller.name());
    }

    /**
     * Leaves a branch's upgrade mode, or disarms production; a build that runs comes to its end.
     *
     * @throws RequestNotFoundException if the project is not the caller's to see
     * @throws NotAllowedException if he is no database administrator of its company
     * @throws RequestRefusedException if the branch is in no mode
     */
    public void leave(String project, String branch, Caller caller) {
        var of = locked(project, caller);
        var upgrade = store.lockOpen(of.id(), branch)
                .filter(open -> open.state().takesCommits())
                .orElseThrow(() -> new RequestRefusedException(
                        List.of(new Reason("branch", "The branch %s is in no upgrade mode.".formatted(branch)))));
        ends.leave(upgrade, "%s left it.".formatted(caller.fullName()));
    }
}
