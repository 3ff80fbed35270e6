package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.Retained;
import com.juniper.upgrade.databases.Slots;
import com.juniper.upgrade.databases.Workshop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets branches ask again whose commit waited for a slot of its cluster, and clears what dead builds left. Any node may do it,
 * several at once harmlessly.
 */
@Component
class ProjectClock {

    private static final Logger log = LoggerFactory.getLogger(ProjectClock.class);

    private static final int PATIENCE = 5;
    private static final int ENDED = 500;

    private final BuildStore store;
    private final BuildHomes homes;
    private final Slots slots;
    private final Workshop workshop;
    private final ProjectWorkflow workflow;
    private final Duration keep;

    ProjectClock(
            BuildStore store,
            BuildHomes homes,
            Slots slots,
            Workshop workshop,
            ProjectWorkflow workflow,
            JuniperProperties properties) {
        this.store = store;
        this.homes = homes;
        this.slots = slots;
        this.workshop = workshop;
        this.workflow = workflow;
        this.keep = properties.retention().artifacts();
    }

    /** What dead builds left: slots, copies. */
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void clear() {
        var ended = store.endedLast(ENDED);
        slots.release(ended.stream().map(Builds::slot).toList());
        var over = ended.stream().map(Builds::role).toList();
        for (String copy : workshop.unfinished("build_")) {
            if (over.contains(copy)) {
                try {
                    workshop.drop(copy);
                } catch (RuntimeException e) {
                    log.warn("The copy {} is dropped later: {}", copy, e.toString());
                }
            }
        }
    }

    @Bean
    Retained retainedBuildLogs() {
        return new Retained(
                "BUILD_LOGS",
                "Logs of builds; from the last line",
                keep,
                "juniper.retention.artifacts",
                now -> homes.purge(now.minus(keep)));
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
