package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.modules.Problem;
import com.juniper.upgrade.notifications.Mail;
import com.juniper.upgrade.notifications.Outbox;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells by mail how builds end: each that fails, and one that succeeds where the one before it did not (R40). */
@Component
class BuildMails {

    private final BuildStore store;
    private final ProjectStore projects;
    private final Outbox outbox;
    private final JuniperProperties properties;

    BuildMails(BuildStore store, ProjectStore projects, Outbox outbox, JuniperProperties properties) {
        this.store = store;
        this.projects = projects;
        this.outbox = outbox;
        this.properties = properties;
    }

    /** Puts the mail into the outbox, in the transaction of the end; production's own success has a mail already. */
    @EventListener
    void ended(BuildStore.BuildEnded event) {
        var build = event.build();
        var project = projects.find(build.project()).orElseThrow();
        var upgrade = store.upgrade(build.upgrade());
        boolean failed = build.state() == Build.State.FAILED;
        boolean asBefore = store.before(build)
                .filter(before -> before.state() == build.state())
                .isPresent();
        if (!failed && (asBefore || upgrade.isForProduction())) {
            return;
        }
        outbox.put(Mail.to(
                        upgrade.email(),
                        upgrade.askedBy(),
                        "%s: Build %d of %s %s"
                                .formatted(
                                        project.name(),
                                        build.number(),
                                        build.branch(),
                                        failed ? "failed" : "succeeded"),
                        failed ? failure(upgrade, build, project) : success(build, project))
                .about(project.name()));
    }

    private String failure(BranchUpgrade upgrade, Build build, Project project) {
        return """
                The commit %s on %s cannot be built:

                %s

                %s The log:
                %s
                """.formatted(
                        build.shortCommit(),
                        build.branch(),
                        new Problem(build.failedPath(), build.failedLine(), String.valueOf(build.failure())),
                        upgrade.isForProduction()
                                ? "Production is as it was, and open."
                                : "The test database of the last good build, where there was one, is still there.",
                        url(project, build));
    }

    private String success(Build build, Project project) {
        return """
                The upgraded backup is restored, and all custom modules are updated with the commit %s on %s.
                Open the test database here:
                %s/databases/%d/explore

                The log:
                %s
                """.formatted(
                build.shortCommit(), build.branch(), properties.publicUrl(), build.database(), url(project, build));
    }

    private String url(Project project, Build build) {
        return "%s/projects/%s/builds/%d".formatted(properties.publicUrl(), project.name(), build.number());
    }
}
