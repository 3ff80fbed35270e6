package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.Beat;
import com.juniper.upgrade.databases.PlatformHold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Brings what is delivered to the bucket, with a thread of its own: a store may be slow, or away. */
@Component
@ConditionalOnExpression(S3Store.IS_SET)
class BucketMover implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BucketMover.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Artifacts artifacts;
    private final PlatformHold hold;
    private @Nullable Beat beat;

    BucketMover(Artifacts artifacts, PlatformHold hold) {
        this.artifacts = artifacts;
        this.hold = hold;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        beat = new Beat("bucket", PAUSE, this::goOn);
    }

    private void goOn() {
        if (hold.isHeld()) {
            return;
        }
        try {
            artifacts.bringToBucket();
        } catch (FileStoreAwayException e) {
            log.warn("Results wait in the home folder for the bucket: {}", String.valueOf(e.getCause()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (beat != null) {
            beat.close();
        }
    }
}
