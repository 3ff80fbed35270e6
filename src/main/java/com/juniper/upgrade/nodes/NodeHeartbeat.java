package com.juniper.upgrade.nodes;

import com.juniper.upgrade.Beat;
import com.juniper.upgrade.WhileHeld;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Says every few seconds that this node lives; in a thread of its own, for scheduled work may take long. */
@Component
class NodeHeartbeat implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(NodeHeartbeat.class);

    private final Nodes nodes;
    private @Nullable Beat beat;

    NodeHeartbeat(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public void start() {
        nodes.begin();
        beat = new Beat("node-heartbeat", Nodes.SILENCE.dividedBy(4), nodes::beat);
    }

    @WhileHeld
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void clear() {
        nodes.clear();
    }

    @Override
    public void stop() {
        if (beat != null) {
            beat.close();
            beat = null;
        }
        try {
            nodes.end();
        } catch (DataAccessException e) {
            log.warn("The others learn from this node's silence that it has stopped: {}", e.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return beat != null;
    }

    /** Starts after the web server, whose port it tells. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
