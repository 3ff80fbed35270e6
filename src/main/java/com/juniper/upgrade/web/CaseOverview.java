package com.juniper.upgrade.web;

import com.juniper.upgrade.support.Issue;
import com.juniper.upgrade.upgrades.Timeline;
import com.juniper.upgrade.upgrades.UpgradeCases.UpgradeCase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a case stands as a whole (R20-R26): its stages, its issues, what happened.
 *
 * @param newer a version that was published after the case's target; null where it is the latest
 */
record CaseOverview(
        UpgradeCase upgrade,
        List<Stage> stages,
        List<Issue> issues,
        List<Timeline.Event> events,
        @Nullable String newer) {

    /** {@return whether its customer may end it: not what is done} */
    public boolean cancellable() {
        return upgrade.isOpen()
                && stages.stream()
                        .noneMatch(stage -> stage.name().equals("Production") && stage.progress() != Progress.LATER);
    }

    /** How far a stage is. */
    enum Progress {
        DONE,
        NOW,
        LATER
    }

    /**
     * A stage of every case.
     *
     * @param note what there is to say of it, like a number of open issues
     * @param link where it is worked on; null for nowhere
     */
    record Stage(
            String name,
            Progress progress,
            @Nullable String note,
            @Nullable String link) {}
}
