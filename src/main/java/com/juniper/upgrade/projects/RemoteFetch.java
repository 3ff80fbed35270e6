package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.SubmoduleConfig.FetchRecurseSubmodulesMode;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Fetches the branches that outside hosts announced, one after the other and within the limits of a push. What fails is tried
 * again after a minute, two, four and eight.
 */
@Component
class RemoteFetch implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RemoteFetch.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final PersonIdent WEBHOOK = new PersonIdent("webhook", "");

    private final ProjectStore store;
    private final Repositories repositories;
    private final BranchSync branches;
    private final Duration longest;

    /** A slow host holds up other hosts' branches, and nothing else. */
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "git-fetch");
        thread.setDaemon(true);
        return thread;
    });

    private final AtomicBoolean working = new AtomicBoolean();

    RemoteFetch(ProjectStore store, Repositories repositories, BranchSync branches, JuniperProperties properties) {
        this.store = store;
        this.repositories = repositories;
        this.branches = branches;
        this.longest = properties.projects().fetchTimeout();
    }

    @Scheduled(initialDelay = 10, fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void goOn() {
        if (working.compareAndSet(false, true)) {
            worker.execute(() -> {
                try {
                    store.dueFetches().forEach(this::fetch);
                } catch (RuntimeException e) {
                    log.warn("What outside hosts announced is not fetched, which is tried again: {}", e.toString());
                } finally {
                    working.set(false);
                }
            });
        }
    }

    @Override
    public void destroy() {
        worker.shutdownNow();
    }

    private void fetch(ProjectStore.Fetch fetch) {
        var project = store.find(fetch.projectId()).orElseThrow();
        var url = store.remote(project).url();
        try {
            if (url != null) {
                var result = move(project, fetch, url);
                switch (result) {
                    case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> branches.sync(project, message -> {});
                    case REJECTED -> {
                        var problem =
                                "the production branch was rewritten or deleted there, which is not followed here";
                        store.notFetched(fetch, problem, false, PAUSE);
                        log.warn("{}: {}", project.name(), problem);
                        return;
                    }
                    default -> throw new IOException("the branch is not free to move: " + result);
                }
            }
            store.fetched(fetch);
        } catch (IOException | GitAPIException | RuntimeException e) {
            var problem = problem(e, String.valueOf(url));
            store.notFetched(fetch, problem, true, PAUSE);
            log.warn("{}: {} is not fetched: {}", project.name(), fetch.branch(), problem);
        }
    }

    private RefUpdate.Result move(Project project, ProjectStore.Fetch fetch, String url)
            throws IOException, GitAPIException {
        boolean production = fetch.branch().equals(project.productionBranch());
        try (var repository = repositories.openForFetch(project, Instant.now().plus(longest))) {
            var update = repository.updateRef(Constants.R_HEADS + fetch.branch());
            update.setRefLogIdent(WEBHOOK);
            update.setRefLogMessage("webhook", true);
            update.setForceUpdate(!production);
            if (fetch.deleted()) {
                return production ? RefUpdate.Result.REJECTED : update.delete();
            }
            var fetched = "refs/fetched/" + fetch.branch();
            try {
                fetch(repository, url, fetch.branch(), fetched);
                update.setNewObjectId(repository.exactRef(fetched).getObjectId());
                return update.update();
            } finally {
                var done = repository.updateRef(fetched);
                done.setForceUpdate(true);
                done.delete();
            }
        }
    }

    private void fetch(Repository repository, String url, String branch, String to) throws GitAPIException {
        var until = Instant.now().plus(longest);
        Git.wrap(repository)
                .fetch()
                .setRemote(url)
                .setRefSpecs(new RefSpec("+%s%s:%s".formatted(Constants.R_HEADS, branch, to)))
                .setTagOpt(TagOpt.NO_TAGS)
                .setRecurseSubmodules(FetchRecurseSubmodulesMode.NO)
                .setTimeout((int) longest.toSeconds())
                .setTransportConfigCallback(transport -> transport.setObjectChecker(Repositories.checker()))
                .setProgressMonitor(new EmptyProgressMonitor() {
                    @Override
                    public boolean isCancelled() {
                        return Instant.now().isAfter(until);
                    }
                })
                .call();
    }

    /** {@return the cause's sentence, without the credentials of the address} */
    private static String problem(Throwable failure, String url) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var credentials = url.replaceFirst("^[^/]*//", "").replaceFirst("@.*$", "");
        var outer = String.valueOf(failure.getMessage());
        var inner = String.valueOf(cause.getMessage());
        var text = PushRules.line(outer.contains(inner) ? outer : outer + ": " + inner);
        return url.contains("@") ? text.replace(credentials, "…") : text;
    }
}
