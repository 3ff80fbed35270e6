package com.juniper.upgrade.projects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project as its page shows it.
 *
 * @param lines its branches: production first, then staging, then development
 * @param builds the newest ones, newest first
 */
public record ProjectPage(ProjectView view, List<Line> lines, List<Build> builds) {

    /**
     * A branch.
     *
     * @param commits the newest ones, newest first
     * @param upgrade its newest upgrade; null where there was none
     * @param upgradeCase the number of that upgrade's case; null before it has one
     * @param build its newest build; null where there is none
     */
    public record Line(
            Branch branch,
            List<Commit> commits,
            @Nullable BranchUpgrade upgrade,
            @Nullable String upgradeCase,
            @Nullable Build build) {

        /** {@return whether an upgrade of it is under way, or it is in upgrade mode} */
        public boolean isUpgrading() {
            return upgrade != null && upgrade.ended() == null;
        }
    }

    /** {@return whether something moves by itself, so that the page looks again} */
    public boolean isMoving() {
        return lines.stream().anyMatch(Line::isUpgrading)
                || builds.stream().anyMatch(build -> !build.state().isEnd());
    }
}
