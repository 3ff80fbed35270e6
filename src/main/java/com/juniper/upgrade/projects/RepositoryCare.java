package com.juniper.upgrade.projects;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Packs the repositories at night. */
@Component
class RepositoryCare {

    private static final Logger log = LoggerFactory.getLogger(RepositoryCare.class);

    private final ProjectStore store;
    private final Repositories repositories;

    RepositoryCare(ProjectStore store, Repositories repositories) {
        this.store = store;
        this.repositories = repositories;
    }

    @Scheduled(cron = "0 40 3 * * *")
    void collectGarbage() {
        for (Project project : store.list()) {
            try {
                repositories.collectGarbage(project);
            } catch (IOException | RuntimeException e) {
                log.warn("The repository of {} is not packed: {}", project.name(), e.toString());
            }
        }
    }
}
