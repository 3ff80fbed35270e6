package com.juniper.upgrade.projects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project as its page shows it.
 *
 * @param lines its branches: production first, then staging, then development
 * @param builds the newest ones, newest first
 * @param mayUpgrade whether the viewer decides on its upgrades
 * @param mayPush whether he says what branches are for, and builds them
 */
public record ProjectPage(ProjectView view, List<Line> lines, List<Build> builds, boolean mayUpgrade, boolean mayPush) {

    private static final int SOON = 3;
    private static final int LATER = 10;

    /**
     * A branch.
     *
     * @param commits the newest ones, newest first
     * @param upgrade its newest upgrade; null where there was none
     * @param upgradeCase the number of that upgrade's case; null before it has one
     * @param build its newest build; null where there is none
     * @param isBuildThere whether that build's database is there
     */
    public record Line(
            Branch branch,
            List<Commit> commits,
            @Nullable BranchUpgrade upgrade,
            @Nullable String upgradeCase,
            @Nullable Build build,
            boolean isBuildThere) {

        /** {@return whether an upgrade of it is under way, or it is in upgrade mode} */
        public boolean isUpgrading() {
            return upgrade != null && upgrade.ended() == null;
        }
    }

    /** {@return after how many seconds the page looks again: soon while something runs, later while it may begin, 0 for never} */
    public int looksAgain() {
        boolean runs = builds.stream().anyMatch(build -> !build.state().isEnd())
                || lines.stream()
                        .map(Line::upgrade)
                        .anyMatch(upgrade -> upgrade != null && upgrade.state() == BranchUpgrade.State.UPGRADING);
        return runs ? SOON : lines.stream().anyMatch(Line::isUpgrading) ? LATER : 0;
    }

    /** {@return the staging branches that may be upgraded now} */
    public List<Line> idle() {
        return lines.stream()
                .filter(line -> line.branch().stage() == Branch.Stage.STAGING && !line.isUpgrading())
                .toList();
    }
}
