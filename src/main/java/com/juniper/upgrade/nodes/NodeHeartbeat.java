package com.juniper.upgrade.nodes;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Says every few seconds that this node lives; in a thread of its own, for scheduled work may take long. */
@Component
class NodeHeartbeat implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(NodeHeartbeat.class);
    private static final long SECONDS = Nodes.SILENCE.toSeconds() / 4;

    private final Nodes nodes;
    private @Nullable ScheduledExecutorService scheduler;

    NodeHeartbeat(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public void start() {
        nodes.begin();
        var beats = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "node-heartbeat"));
        var scheduled = beats.scheduleAtFixedRate(() -> safely(nodes::beat), 0, SECONDS, TimeUnit.SECONDS);
        log.debug("node heartbeat every {} s, {}", SECONDS, scheduled);
        scheduler = beats;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void clear() {
        safely(nodes::clear);
    }

    /** A periodic task that throws is never run again. */
    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("The node could not say that it lives, or clear away after others: {}", e.toString());
        }
    }

    @Override
    public void stop() {
        if (scheduler != null) {
            scheduler.shutdownNow();
            scheduler = null;
        }
        safely(nodes::end);
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }

    /** Starts after the web server, whose port it tells. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
