package com.juniper.upgrade.projects;

import com.juniper.upgrade.databases.Slots;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Lets branches ask again whose commit waited for a slot of its cluster. Any node may do it, several at once harmlessly. */
@Component
class ProjectClock {

    private static final Logger log = LoggerFactory.getLogger(ProjectClock.class);

    private static final int PATIENCE = 5;

    private final BuildStore store;
    private final Slots slots;
    private final ProjectWorkflow workflow;

    ProjectClock(BuildStore store, Slots slots, ProjectWorkflow workflow) {
        this.store = store;
        this.slots = slots;
        this.workflow = workflow;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void wake() {
        for (var waiting : store.waiting(PATIENCE)) {
            try {
                if (waiting.forProduction() || slots.isFree(waiting.cluster())) {
                    workflow.commitPushed(waiting.upgrade());
                }
            } catch (RuntimeException e) {
                log.info("Branch upgrade {} is woken later: {}", waiting.upgrade(), e.toString());
            }
        }
    }
}
