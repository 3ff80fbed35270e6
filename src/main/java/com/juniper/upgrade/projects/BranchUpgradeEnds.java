package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.Slots;
import com.juniper.upgrade.databases.TestCopies;
import com.juniper.upgrade.modules.Problem;
import com.juniper.upgrade.projects.BranchUpgrade.State;
import com.juniper.upgrade.upgrades.RequestEnded;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What ends a branch's upgrade, or brings it into its mode: its request has ended, somebody leaves, its time is over. */
@Service
@Transactional
public class BranchUpgradeEnds {

    private static final Logger log = LoggerFactory.getLogger(BranchUpgradeEnds.class);

    private final BuildStore store;
    private final ProjectStore projects;
    private final BuildHomes homes;
    private final UpgradeRequests requests;
    private final HostedDatabases databases;
    private final TestCopies copies;
    private final Slots slots;
    private final ProjectWorkflow workflow;
    private final Duration mode;

    BranchUpgradeEnds(
            BuildStore store,
            ProjectStore projects,
            BuildHomes homes,
            UpgradeRequests requests,
            HostedDatabases databases,
            TestCopies copies,
            Slots slots,
            ProjectWorkflow workflow,
            JuniperProperties properties) {
        this.store = store;
        this.projects = projects;
        this.homes = homes;
        this.requests = requests;
        this.databases = databases;
        this.copies = copies;
        this.slots = slots;
        this.workflow = workflow;
        this.mode = properties.projects().upgradeMode();
    }

    /** Ends the mode of a branch that the caller has locked, in his transaction; a build that runs comes to its end. */
    void leave(BranchUpgrade upgrade, String reason) {
        store.end(upgrade.id(), State.LEFT, reason);
        workflow.left(upgrade.id());
        log.info("Branch {} of project {} left its upgrade mode: {}", upgrade.branch(), upgrade.project(), reason);
    }

    /** Ends the mode of a branch whose time is over; does nothing where it has ended. */
    public void timeOver(long upgrade) {
        if (store.lock(upgrade).ended() == null) {
            store.end(upgrade, State.LEFT, "Its time was over.");
        }
    }

    /**
     * Fails the build of a branch whose process stopped for a technical fault: a person of the platform must help, and
     * the branch goes on with its next commit then.
     */
    public void stuck(long upgrade) {
        store.running(upgrade).ifPresent(build -> {
            store.failed(
                    build,
                    new Problem(
                            null,
                            null,
                            "A technical fault stopped it, also after several attempts; the platform's operators are told."));
            slots.release(Builds.slot(build));
        });
    }

    @EventListener
    void ended(RequestEnded event) {
        store.ofRequest(event.request().id()).ifPresent(found -> {
            var project = projects.find(found.project()).orElseThrow();
            projects.lock(project); // before the upgrade, as a push does
            var upgrade = store.lock(found.id());
            if (upgrade.ended() != null) { // the branch was deleted meanwhile
                databases.madeBy(event.request().id(), Kind.UPGRADED).ifPresent(copies::drop);
                return;
            }
            if (event.state() != RequestState.DELIVERED) {
                undelivered(project, upgrade, event.request());
            } else if (upgrade.isForProduction()) {
                upgraded(project, upgrade, event.request());
            } else if (event.request().copyKind() == Kind.UPGRADED) {
                workflow.start(store.enter(upgrade.id(), State.ON_COMMIT, mode));
            } else {
                builtAtOnce(project, upgrade, event.request());
            }
        });
    }

    private void undelivered(Project project, BranchUpgrade upgrade, UpgradeRequest request) {
        var failure = requests.failure(request.id());
        store.running(upgrade.id()).ifPresent(build -> {
            homes.append(project, build, request.id());
            store.failed(build, new Problem(null, null, failure.reason()));
        });
        store.end(upgrade.id(), State.FAILED, failure.reason());
    }

    private void upgraded(Project project, BranchUpgrade upgrade, UpgradeRequest request) {
        store.running(upgrade.id()).ifPresent(build -> {
            homes.append(project, build, request.id());
            store.succeeded(build, project.databaseId());
        });
        store.end(upgrade.id(), State.SUCCEEDED, null);
    }

    /** Without custom modules the mode is skipped: what was transferred is the build (R50). */
    private void builtAtOnce(Project project, BranchUpgrade upgrade, UpgradeRequest request) {
        var branch = projects.branch(project, upgrade.branch()).orElseThrow();
        var build = store.queue(upgrade, branch.commitId(), upgrade.askedBy());
        store.running(build);
        var lines = homes.begin(project, build);
        homes.append(project, build, request.id());
        lines.accept("No custom module is installed: the upgraded database is the build.");
        store.succeeded(
                build,
                Objects.requireNonNull(databases
                        .madeBy(request.id(), Kind.TEST)
                        .map(HostedDatabase::id)
                        .orElse(null)));
        store.end(upgrade.id(), State.SUCCEEDED, null);
    }
}
