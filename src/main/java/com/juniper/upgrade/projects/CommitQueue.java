package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.Slots;
import com.juniper.upgrade.projects.BranchUpgrade.State;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The commits that wait for their build: each push queues one, and the newest wins (R46, R122). */
@Service
@Transactional
public class CommitQueue implements PushListener {

    private final BuildStore store;
    private final ProjectStore projects;
    private final BranchUpgradeEnds ends;
    private final HostedDatabases databases;
    private final Slots slots;
    private final ProjectWorkflow workflow;
    private final String publicUrl;

    CommitQueue(
            BuildStore store,
            ProjectStore projects,
            BranchUpgradeEnds ends,
            HostedDatabases databases,
            Slots slots,
            ProjectWorkflow workflow,
            JuniperProperties properties) {
        this.store = store;
        this.projects = projects;
        this.ends = ends;
        this.databases = databases;
        this.slots = slots;
        this.workflow = workflow;
        this.publicUrl = properties.publicUrl();
    }

    /** Queues the build of a commit, in the caller's transaction, in which he has the project and the upgrade locked. */
    Build add(BranchUpgrade upgrade, String commit, String login) {
        var build = store.queue(upgrade, commit, login);
        if (upgrade.state().takesCommits()) {
            workflow.commitPushed(upgrade.id());
        }
        return build;
    }

    @Override
    public void pushed(Project project, Branch branch, Consumer<String> tell) {
        store.lockOpen(project.id(), branch.name()).ifPresent(upgrade -> {
            if (upgrade.state() == State.UPGRADING && upgrade.isForProduction()) {
                tell.accept("Production is being upgraded; this commit comes too late for that.");
                return;
            }
            var build = add(upgrade, branch.commitId(), branch.pushedBy());
            tell.accept("Build %d: %s".formatted(build.number(), consequence(upgrade)));
            tell.accept("%s/projects/%s/builds/%d".formatted(publicUrl, project.name(), build.number()));
        });
    }

    private static String consequence(BranchUpgrade upgrade) {
        return switch (upgrade.state()) {
            case ARMED -> "this commit starts the upgrade of production to %s.".formatted(upgrade.targetVersion());
            case UPGRADING -> "this commit waits for the upgraded backup.";
            default -> "the upgraded backup is restored, and all custom modules are updated.";
        };
    }

    @Override
    public void deleted(Project project, String branch) {
        store.lockOpen(project.id(), branch).ifPresent(upgrade -> ends.leave(upgrade, "The branch was deleted."));
    }

    /**
     * What a branch's process does next.
     *
     * @param modeGoesOn whether the branch still is in its mode, or armed
     * @param commitTaken whether a commit was taken, which is built now
     */
    public record Next(boolean modeGoesOn, boolean commitTaken) {}

    /**
     * Takes the newest commit of a branch that waits for its build, where its cluster has a free slot; asked again, it takes
     * the next one.
     *
     * @param upgrade the id of a branch upgrade
     */
    public Next take(long upgrade) {
        var locked = store.lock(upgrade);
        if (!locked.state().takesCommits()) {
            return new Next(false, false);
        }
        var build = store.queued(upgrade);
        if (build.isEmpty() || (!locked.isForProduction() && !takeSlot(build.get()))) {
            return new Next(true, false);
        }
        store.running(build.get());
        return new Next(true, true);
    }

    private boolean takeSlot(Build build) {
        var project = projects.find(build.project()).orElseThrow();
        return slots.take(
                Builds.slot(build), databases.require(project.databaseId()).cluster());
    }
}
