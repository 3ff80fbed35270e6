package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.databases.ProductionSwitch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks after databases behind a closed door: where no process will open it any more, it is reverted and opened
 * (design.md). Several nodes may do it at once.
 */
@Component
class ProductionReconciler {

    private static final Logger log = LoggerFactory.getLogger(ProductionReconciler.class);

    private final ProductionSwitch production;
    private final UpgradeWorkflow workflow;
    private final UpgradeRun run;
    private final RequestEnds ends;

    ProductionReconciler(ProductionSwitch production, UpgradeWorkflow workflow, UpgradeRun run, RequestEnds ends) {
        this.production = production;
        this.workflow = workflow;
        this.run = run;
        this.ends = ends;
    }

    @Scheduled(initialDelay = 3, fixedDelay = 15, timeUnit = TimeUnit.SECONDS)
    void look() {
        for (var state : production.closed()) {
            var request = state.request();
            if (workflow.isAlive(request)) {
                continue;
            }
            log.warn("Nothing drives the production upgrade of {} any more: it is reverted", state.name());
            try {
                if (!workflow.giveUp(request)) {
                    run.revert(request);
                    ends.fail(request);
                }
            } catch (RuntimeException e) {
                log.error("The production upgrade of {} cannot be reverted yet", state.name(), e);
            }
        }
    }
}
