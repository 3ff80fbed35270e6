package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.Slots;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.modules.Problem;
import com.juniper.upgrade.projects.Branch.Stage;
import com.juniper.upgrade.projects.BranchUpgrade.Purpose;
import com.juniper.upgrade.projects.BranchUpgrade.State;
import com.juniper.upgrade.projects.BuildStore.Asked;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestEnded;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.SubmitUpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The upgrades of projects' branches: the upgraded backup comes to a staging branch, which is in the mode "update on commit"
 * then (R43-R50); production waits for a commit on its branch (R121-R128).
 */
@Service
@Transactional
public class BranchUpgrades implements PushListener {

    private static final Logger log = LoggerFactory.getLogger(BranchUpgrades.class);

    private final BuildStore store;
    private final Projects projects;
    private final ProjectStore projectStore;
    private final CommitModules modules;
    private final BuildHomes homes;
    private final BuildMails mails;
    private final UpgradeDesk desk;
    private final UpgradeRequests requests;
    private final HostedDatabases databases;
    private final Slots slots;
    private final People people;
    private final ProjectWorkflow workflow;
    private final JuniperProperties properties;

    BranchUpgrades(
            BuildStore store,
            Projects projects,
            ProjectStore projectStore,
            CommitModules modules,
            BuildHomes homes,
            BuildMails mails,
            UpgradeDesk desk,
            UpgradeRequests requests,
            HostedDatabases databases,
            Slots slots,
            People people,
            ProjectWorkflow workflow,
            JuniperProperties properties) {
        this.store = store;
        this.projects = projects;
        this.projectStore = projectStore;
        this.modules = modules;
        this.homes = homes;
        this.mails = mails;
        this.desk = desk;
        this.requests = requests;
        this.databases = databases;
        this.slots = slots;
        this.people = people;
        this.workflow = workflow;
        this.properties = properties;
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
        var of = projects.visible(project, caller);
        requireMayUpgrade(of, caller);
        var stage = branch(of, branch).stage();
        List<Reason> reasons = new ArrayList<>();
        if (stage != Stage.STAGING) {
            reasons.add(new Reason(
                    "branch",
                    stage == Stage.PRODUCTION
                            ? "%s is the production branch; ask for the test on a staging branch.".formatted(branch)
                            : "%s is a development branch; make it a staging branch first.".formatted(branch)));
        }
        return submit(of, branch, Purpose.TEST, command(of, version, email, Purpose.TEST, null), reasons, caller);
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
        var of = projects.visible(project, caller);
        requireMayUpgrade(of, caller);
        var branch = branch(of, of.productionBranch());
        var command = command(of, version, email, Purpose.PRODUCTION, null);
        List<Reason> reasons = new ArrayList<>();
        var name = database(of).name();
        if (!name.equals(confirmedName)) {
            reasons.add(new Reason(
                    "confirmedName",
                    "There is no way back to the version before. Confirm by giving the database's name, %s, as confirmedName."
                            .formatted(name)));
        }
        var tested = version == null ? Optional.<BranchUpgrade>empty() : store.tested(of.id(), version);
        if (tested.isEmpty()) {
            reasons.add(new Reason(
                    "targetVersion",
                    "No staging branch of %s has a successful test upgrade to %s: the newest build must have succeeded. Ask for one first."
                            .formatted(of.name(), version == null ? "that version" : version)));
        }
        if (tested.isEmpty() || customModules(tested.get()).isEmpty()) {
            return submit(of, branch.name(), Purpose.PRODUCTION, command, reasons, caller);
        }
        reasons.addAll(open(of, branch.name()));
        reasons.addAll(desk.obstacles(command, key(of, branch.name()), caller));
        if (!reasons.isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
        var asked = asked(of, branch.name(), Purpose.PRODUCTION, command, caller);
        var armed = store.enter(
                store.insert(asked, State.ARMED, null).id(),
                State.ARMED,
                properties.projects().upgradeMode());
        workflow.start(armed);
        log.info("{} armed the upgrade of {} to {}", caller.name(), of.name(), version);
        return armed;
    }

    private BranchUpgrade submit(
            Project project,
            String branch,
            Purpose purpose,
            SubmitUpgradeRequest command,
            List<Reason> reasons,
            Caller caller) {
        reasons.addAll(open(project, branch));
        reasons.addAll(desk.obstacles(command, key(project, branch), caller));
        if (!reasons.isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
        var request = desk.submit(command, key(project, branch), null, caller);
        return store.insert(asked(project, branch, purpose, command, caller), State.UPGRADING, request.id());
    }

    private List<Reason> open(Project project, String branch) {
        return store.lockOpen(project.id(), branch)
                .map(open -> List.of(new Reason(
                        "branch",
                        "The branch %s is being upgraded to %s already (%s). Leave that first."
                                .formatted(
                                        branch,
                                        open.targetVersion(),
                                        open.state().label()))))
                .orElseGet(List::of);
    }

    private static Asked asked(
            Project project, String branch, Purpose purpose, SubmitUpgradeRequest command, Caller caller) {
        return new Asked(
                project,
                branch,
                purpose,
                Objects.requireNonNull(command.targetVersion()),
                Objects.requireNonNull(command.email()),
                caller.name());
    }

    private static SubmitUpgradeRequest command(
            Project project,
            @Nullable String version,
            @Nullable String email,
            Purpose purpose,
            @Nullable String confirmedName) {
        return new SubmitUpgradeRequest(
                null,
                String.valueOf(project.databaseId()),
                version,
                email,
                purpose.name(),
                confirmedName,
                null,
                null,
                null,
                null,
                null);
    }

    private static String key(Project project, String branch) {
        return project.name() + "/" + branch;
    }

    private Branch branch(Project project, String name) {
        return projectStore
                .branch(project, name)
                .orElseThrow(() -> new RequestRefusedException(List.of(new Reason(
                        "branch", "%s has no branch '%s'. Push it first.".formatted(project.name(), name)))));
    }

    private HostedDatabase database(Project project) {
        return databases.require(project.databaseId());
    }

    private List<String> customModules(BranchUpgrade test) {
        return requests.require(Objects.requireNonNull(test.request())).customModules();
    }

    private static void requireMayUpgrade(Project project, Caller caller) {
        if (!caller.isStaff() && !(caller.isCustomer() && project.company().equals(caller.company()))) {
            throw new NotAllowedException(
                    "Only the database administrators of the project's company decide on its upgrades.");
        }
    }

    /** Queues a build of what is on a branch now, without a new commit. */
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
        return queue(upgrade, head.commitId(), caller.name());
    }

    private Build queue(BranchUpgrade upgrade, String commit, String login) {
        var build = store.queue(upgrade, commit, login);
        if (upgrade.state().takesCommits()) {
            workflow.commitPushed(upgrade.id());
        }
        return build;
    }

    /** Leaves a branch's upgrade mode, or disarms production; a build that runs comes to its end. */
    public void leave(String project, String branch, Caller caller) {
        var of = projects.visible(project, caller);
        requireMayUpgrade(of, caller);
        var upgrade = store.lockOpen(of.id(), branch)
                .filter(open -> open.state().takesCommits())
                .orElseThrow(() -> new RequestRefusedException(
                        List.of(new Reason("branch", "The branch %s is in no upgrade mode.".formatted(branch)))));
        leave(upgrade, "%s left it.".formatted(caller.fullName()));
    }

    private void leave(BranchUpgrade upgrade, String reason) {
        store.end(upgrade.id(), State.LEFT, reason);
        workflow.left(upgrade.id());
        log.info("Branch {} of project {} left its upgrade mode: {}", upgrade.branch(), upgrade.project(), reason);
    }

    @Override
    public void pushed(Project project, Branch branch, Consumer<String> tell) {
        store.lockOpen(project.id(), branch.name()).ifPresent(upgrade -> {
            if (upgrade.state() == State.UPGRADING && upgrade.isForProduction()) {
                tell.accept("Production is being upgraded; this commit comes too late for that.");
                return;
            }
            var build = queue(upgrade, branch.commitId(), branch.pushedBy());
            tell.accept(
                    switch (upgrade.state()) {
                        case ARMED ->
                            "Build %d: this commit starts the upgrade of production to %s."
                                    .formatted(build.number(), upgrade.targetVersion());
                        case UPGRADING -> "Build %d waits for the upgraded backup.".formatted(build.number());
                        default ->
                            "Build %d: the upgraded backup is restored, and all custom modules are updated."
                                    .formatted(build.number());
                    });
            tell.accept("%s/projects/%s/builds/%d".formatted(properties.publicUrl(), project.name(), build.number()));
        });
    }

    @Override
    public void deleted(Project project, String branch) {
        store.lockOpen(project.id(), branch).ifPresent(upgrade -> leave(upgrade, "The branch was deleted."));
    }

    /** Whether a process goes on, and has a commit to build. */
    public record Taken(boolean modeGoesOn, boolean commitTaken) {}

    /** Takes the newest commit of a branch that waits for its build, where its cluster has a slot; older ones are superseded. */
    public Taken takeCommit(long id) {
        var upgrade = store.lock(id);
        if (!upgrade.state().takesCommits()) {
            return new Taken(false, false);
        }
        var build = store.queued(id);
        if (build.isEmpty() || (!upgrade.isForProduction() && !takeSlot(upgrade, build.get()))) {
            return new Taken(true, false);
        }
        store.running(build.get());
        return new Taken(true, true);
    }

    private boolean takeSlot(BranchUpgrade upgrade, Build build) {
        var project = projectStore.find(upgrade.project()).orElseThrow();
        return slots.take(Builds.slot(build), database(project).cluster());
    }

    /**
     * Starts production with the commit that was taken, where its modules fit (R122, R127).
     *
     * @return false where it failed before anything was done: then it stays armed, and waits for the next commit
     */
    public boolean startProduction(long id) {
        var upgrade = store.lock(id);
        var build = store.running(id).orElse(null);
        if (build == null || upgrade.state() != State.ARMED) {
            return false; // disarmed meanwhile
        }
        var project = projectStore.find(upgrade.project()).orElseThrow();
        var problems = problems(project, upgrade, build);
        if (!problems.isEmpty()) {
            failed(project, build, problems);
            return false;
        }
        var person = people.find(upgrade.askedBy()).orElse(null);
        var caller = new Caller(upgrade.askedBy(), person);
        var command = command(project, upgrade.targetVersion(), upgrade.email(), Purpose.PRODUCTION, null);
        var reasons = desk.obstacles(command, key(project, upgrade.branch()), caller);
        if (!reasons.isEmpty()) {
            failed(
                    project,
                    build,
                    reasons.stream()
                            .map(reason -> new Problem(null, null, reason.message()))
                            .toList());
            return false;
        }
        var request = desk.submit(command, key(project, upgrade.branch()), build.commit(), caller);
        store.upgrading(id, request.id());
        return true;
    }

    private List<Problem> problems(Project project, BranchUpgrade upgrade, Build build) {
        var test = store.tested(project.id(), upgrade.targetVersion());
        if (test.isEmpty()) {
            return List.of(new Problem(
                    null,
                    null,
                    "No staging branch has a successful test upgrade to %s any more: its newest build must have succeeded."
                            .formatted(upgrade.targetVersion())));
        }
        try {
            modules.check(
                    project,
                    build.commit(),
                    Objects.requireNonNull(database(project).line()),
                    Version.parse(upgrade.targetVersion()),
                    customModules(test.get()));
            return List.of();
        } catch (BuildFailedException e) {
            return e.problems();
        }
    }

    private void failed(Project project, Build build, List<Problem> problems) {
        var problem = Builds.problem(problems);
        store.failed(build, problem);
        mails.ended(project, build.id());
    }

    /** Leaves the upgrade mode of a branch whose time is over. */
    public void timeOver(long id) {
        var upgrade = store.lock(id);
        if (upgrade.ended() == null) {
            store.end(id, State.LEFT, "Its time was over.");
        }
    }

    /** The upgraded backup has come to its branch, or production has ended. */
    @EventListener
    void ended(RequestEnded event) {
        store.ofRequest(event.request().id()).ifPresent(found -> {
            var project = projectStore.find(found.project()).orElseThrow();
            projectStore.lock(project); // before the upgrade, as a push does
            var upgrade = store.lock(found.id());
            if (upgrade.ended() != null) {
                return;
            }
            if (event.state() != RequestState.DELIVERED) {
                undelivered(project, upgrade, event);
            } else if (upgrade.isForProduction()) {
                store.running(upgrade.id()).ifPresent(build -> {
                    store.succeeded(build, project.databaseId());
                    mails.ended(project, build.id());
                });
                store.end(upgrade.id(), State.SUCCEEDED, null);
            } else if (event.request().copyKind() == Kind.UPGRADED) {
                workflow.start(store.enter(
                        upgrade.id(), State.ON_COMMIT, properties.projects().upgradeMode()));
            } else {
                builtAtOnce(project, upgrade, event.request());
            }
        });
    }

    private void undelivered(Project project, BranchUpgrade upgrade, RequestEnded event) {
        var failure = requests.failure(event.request().id());
        store.running(upgrade.id()).ifPresent(build -> {
            store.failed(build, new Problem(null, null, failure.reason()));
            mails.ended(project, build.id());
        });
        store.end(upgrade.id(), State.FAILED, failure.reason());
    }

    /** Without custom modules the mode is skipped: what was transferred is the build (R50). */
    private void builtAtOnce(Project project, BranchUpgrade upgrade, UpgradeRequest request) {
        var branch = branch(project, upgrade.branch());
        var build = store.queue(upgrade, branch.commitId(), upgrade.askedBy());
        store.running(build);
        store.succeeded(
                build,
                databases
                        .madeBy(request.id(), Kind.TEST)
                        .map(HostedDatabase::id)
                        .orElse(null));
        homes.begin(project, build, request.id())
                .accept("No custom module is installed: the upgraded database is the build.");
        store.end(upgrade.id(), State.SUCCEEDED, null);
    }
}
