package com.juniper.upgrade.projects;

import com.juniper.upgrade.projects.Branch.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes note of where the branches of a repository are, and tells the listeners (R46, R124). A push ends with it; what a push
 * could not note because the platform died is made up for at the next start, else within a minute. The repository's log of
 * each branch says by whom and in which order it was moved, so that a commit is told once whoever comes first.
 */
@Component
class BranchSync {

    private static final Logger log = LoggerFactory.getLogger(BranchSync.class);

    private final ProjectStore store;
    private final Repositories repositories;
    private final ObjectProvider<PushListener> listeners;
    private final TransactionTemplate transactions;

    BranchSync(
            ProjectStore store,
            Repositories repositories,
            ObjectProvider<PushListener> listeners,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.repositories = repositories;
        this.listeners = listeners;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void makeUp() {
        for (Project project : store.list()) {
            try {
                if (!repositories.heads(project).equals(known(project))) {
                    sync(project, message -> log.info("{}: {}", project.name(), message));
                }
            } catch (IOException | RuntimeException e) {
                log.warn("The branches of {} are not noted, which is tried again: {}", project.name(), e.toString());
            }
        }
    }

    /**
     * Takes note of every branch of a project that was moved or deleted.
     *
     * @param tell gets what listeners say to who pushes
     */
    void sync(Project project, Consumer<String> tell) {
        transactions.executeWithoutResult(transaction -> {
            store.lock(project);
            try {
                note(project, tell);
            } catch (IOException e) {
                throw new UncheckedIOException("The repository of %s cannot be read".formatted(project.name()), e);
            }
        });
    }

    private void note(Project project, Consumer<String> tell) throws IOException {
        var known = known(project);
        var heads = repositories.heads(project);
        for (var head : heads.entrySet()) {
            var before = known.getOrDefault(head.getKey(), "");
            if (!before.equals(head.getValue())) {
                for (var move : repositories.moves(project, head.getKey(), before, head.getValue())) {
                    pushed(project, head.getKey(), move, tell);
                }
            }
        }
        known.keySet().removeAll(heads.keySet());
        for (var name : known.keySet()) {
            store.gone(project, name);
            log.info("{}: branch {} is deleted", project.name(), name);
            listeners.orderedStream().forEach(listener -> listener.deleted(project, name));
        }
    }

    private void pushed(Project project, String name, Repositories.Move move, Consumer<String> tell) {
        var stage = name.equals(project.productionBranch()) ? Stage.PRODUCTION : Stage.DEVELOPMENT;
        var branch = store.moved(project, name, stage, move.commitId(), move.by(), move.time());
        log.info("{}: {} pushed {} to {}", project.name(), move.by(), move.commitId(), name);
        listeners.orderedStream().forEach(listener -> listener.pushed(project, branch, tell));
    }

    private Map<String, String> known(Project project) {
        return store.branches(project).stream()
                .collect(Collectors.toMap(Branch::name, Branch::commitId, (one, other) -> one, HashMap::new));
    }
}
