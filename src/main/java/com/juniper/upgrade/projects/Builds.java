package com.juniper.upgrade.projects;

import com.juniper.upgrade.LogContext;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.Slots;
import com.juniper.upgrade.databases.TestCopies;
import com.juniper.upgrade.databases.Workshop;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.modules.Problem;
import com.juniper.upgrade.neutralization.NeutralizationVerifier;
import com.juniper.upgrade.neutralization.Neutralizer;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The builds of staging branches: each restores the upgraded backup, pristine, and updates all custom modules with its
 * commit (R46, R47). May be called again after a crash: it begins anew.
 */
@Service
public class Builds {

    private static final Logger log = LoggerFactory.getLogger(Builds.class);
    private static final int MOST_PROBLEMS = 20;

    private final BuildStore store;
    private final ProjectStore projects;
    private final CommitModules modules;
    private final BuildHomes homes;
    private final HostedDatabases databases;
    private final TestCopies copies;
    private final Workshop workshop;
    private final Slots slots;
    private final UpgradeRequests requests;
    private final TransactionTemplate transactions;

    Builds(
            BuildStore store,
            ProjectStore projects,
            CommitModules modules,
            BuildHomes homes,
            HostedDatabases databases,
            TestCopies copies,
            Workshop workshop,
            Slots slots,
            UpgradeRequests requests,
            TransactionTemplate transactions) {
        this.store = store;
        this.projects = projects;
        this.modules = modules;
        this.homes = homes;
        this.databases = databases;
        this.copies = copies;
        this.workshop = workshop;
        this.slots = slots;
        this.requests = requests;
        this.transactions = transactions;
    }

    /** What a build holds its slot as. */
    static UUID slot(Build build) {
        return UUID.nameUUIDFromBytes(("build-" + build.id()).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Builds the commit that was taken for a branch; its end is stored, whichever it is.
     *
     * @param lastTry whether a fault ends the build, rather than being thrown to be tried again
     */
    public void build(long upgrade, boolean lastTry) {
        store.running(upgrade).ifPresent(build -> build(store.upgrade(upgrade), build, lastTry));
    }

    private void build(BranchUpgrade upgrade, Build build, boolean lastTry) {
        var project = projects.find(build.project()).orElseThrow();
        LogContext.put(LogContext.BUILD, "%s/%d".formatted(project.name(), build.number()));
        about(upgrade);
        var lines = homes.begin(project, build);
        homes.append(project, build, Objects.requireNonNull(upgrade.request()));
        long start = System.nanoTime();
        lines.accept("Build %d of %s, commit %s".formatted(build.number(), build.branch(), build.commit()));
        try {
            var test = restoreAndUpdate(project, upgrade, build, lines);
            lines.accept("Succeeded after %d s".formatted(seconds(start)));
            end(build, () -> store.succeeded(build, test.id()));
        } catch (BuildFailedException e) {
            failed(project, build, problem(e.problems()), lines);
        } catch (RuntimeException e) {
            if (!lastTry) {
                lines.accept("A technical fault; the build begins anew");
                throw e;
            }
            log.error("Build {} of {} failed for a fault that did not go away", build.number(), project.name(), e);
            failed(
                    project,
                    build,
                    new Problem(
                            null,
                            null,
                            "A technical fault did not go away; the platform's operators see it in their log."),
                    lines);
        }
    }

    private void about(BranchUpgrade upgrade) {
        var request = Objects.requireNonNull(upgrade.request());
        LogContext.put(LogContext.REQUEST, request.toString());
        LogContext.put(LogContext.UPGRADE, requests.require(request).number());
    }

    private HostedDatabase restoreAndUpdate(
            Project project, BranchUpgrade upgrade, Build build, Consumer<String> lines) {
        var upgraded = databases
                .madeBy(Objects.requireNonNull(upgrade.request()), Kind.UPGRADED)
                .orElseThrow(() -> new BuildFailedException(
                        "The upgraded backup is not kept any more. Leave the mode, and ask for a new one."));
        modules.check(
                project,
                build.commit(),
                Objects.requireNonNull(upgraded.line()),
                Version.parse(upgrade.targetVersion()),
                requests.require(Objects.requireNonNull(upgrade.request())).customModules());
        long start = System.nanoTime();
        var copy = copies.restore(upgraded, role(build)).address();
        lines.accept(
                "Restored the upgraded backup, pristine, in %d ms".formatted((System.nanoTime() - start) / 1_000_000));
        modules.update(project, build.commit(), copy, null, lines);
        new Neutralizer().neutralize(copy, Neutralizer.COPY_URL, result -> {});
        var leaks = new NeutralizationVerifier().verify(copy);
        if (!leaks.isEmpty()) {
            throw new BuildFailedException(
                    "What the modules brought reaches others, and could not be switched off: " + leaks);
        }
        lines.accept("Neutralized what the modules brought");
        return copies.place(upgraded, role(build));
    }

    /** The name of the role, and at first of the database, of a build's copy. */
    static String role(Build build) {
        return "build_" + build.id();
    }

    private static long seconds(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }

    /** The state first: what cannot be dropped now is not to hold up the branch; {@link ProjectClock} drops it later. */
    private void failed(Project project, Build build, Problem problem, Consumer<String> lines) {
        lines.accept("Failed: " + problem);
        end(build, () -> store.failed(build, problem));
        try {
            workshop.drop(role(build));
        } catch (RuntimeException e) {
            log.warn("The copy of build {} of {} is dropped later: {}", build.number(), project.name(), e.toString());
        }
    }

    private void end(Build build, Runnable state) {
        transactions.executeWithoutResult(status -> {
            state.run();
            slots.release(slot(build));
        });
    }

    /** Several problems as one; the place is the first one's. */
    static Problem problem(List<Problem> problems) {
        if (problems.size() == 1) {
            return problems.get(0);
        }
        var first = problems.get(0);
        return new Problem(
                first.path(),
                first.line(),
                problems.stream().limit(MOST_PROBLEMS).map(Problem::toString).collect(Collectors.joining("\n")));
    }
}
