package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.LiveHeap;
import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.sample.SampleCompany;
import com.juniper.upgrade.sample.SampleErp;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine's memory does not depend on how much the customer has: no business table is ever in it. */
class FlatMemoryTest {

    private static final long SMALL = 2_000;
    private static final long LARGE = 40_000;

    /** MB; the rows of the large company, as Java objects, would take more than 20. */
    private static final long NOISE = 16;

    private static final long MILLIS_BETWEEN_COLLECTIONS = 500;

    private static final Hop HOP = new Hop(SampleCompany.VERSION, Version.parse("16.0"));

    @TempDir
    private Path folder;

    @Test
    @DisplayName("A hop of 40 000 rows needs no more heap than one of 2 000")
    void memoryIsFlat() {
        var catalogs = SampleErp.publish(folder, HOP.from(), HOP.to());

        long small = heap(SampleCompany.create(SMALL), catalogs);
        long large = heap(SampleCompany.create(LARGE), catalogs);

        assertThat(large).isLessThan(small + NOISE);
    }

    /** The most live objects of a hop, in MB: a collection that is forced again and again leaves nothing else. */
    private static long heap(DatabaseAddress database, Catalogs catalogs) {
        var thread = Executors.newSingleThreadScheduledExecutor();
        var collections =
                thread.scheduleWithFixedDelay(System::gc, 0, MILLIS_BETWEEN_COLLECTIONS, TimeUnit.MILLISECONDS);
        try (var heap = LiveHeap.watch()) {
            new UpgradeEngine(UpgradeSettings.defaults()).hop(database, HOP, catalogs, UpgradeListener.none());
            return heap.peakMegabytes();
        } finally {
            collections.cancel(false);
            thread.shutdown();
            TestPostgres.drop(database);
        }
    }
}
