package com.juniper.upgrade.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.WhileHeld;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.scheduling.annotation.Scheduled;

class HeldSchedulesTest {

    /** Scheduled work of both kinds, counted. */
    static class Work {

        final AtomicInteger waiting = new AtomicInteger();
        final AtomicInteger going = new AtomicInteger();

        @Scheduled(fixedDelay = 10)
        void waits() {
            waiting.incrementAndGet();
        }

        @WhileHeld
        @Scheduled(fixedDelay = 10)
        void goesOn() {
            going.incrementAndGet();
        }
    }

    @Test
    @DisplayName(
            "ADR 9: scheduled work waits while the platform is held, but for what is marked, and goes on afterwards")
    void waitsWhileHeld() {
        var hold = mock(PlatformHold.class);
        when(hold.isHeld()).thenReturn(true);
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(PlatformHold.class, () -> hold);
            context.register(HeldSchedules.class, Work.class);
            context.refresh();
            var work = context.getBean(Work.class);

            Awaitility.await("the marked work").until(() -> work.going.get() > 5);
            assertThat(work.waiting).hasValue(0);

            when(hold.isHeld()).thenReturn(false);
            Awaitility.await("the other work")
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> work.waiting.get() > 1);
        }
    }
}
