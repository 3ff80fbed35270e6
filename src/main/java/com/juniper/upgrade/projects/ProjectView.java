package com.juniper.upgrade.projects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project with its branches.
 *
 * @param address what git clones
 * @param remote the outside host's repository, without credentials; null where there is none
 * @param fetchProblems why branches that the outside host announced are not fetched
 * @param webhook whom the project tells of its builds, without the address's query; null where nobody
 * @param webhookProblems why that is not told, newest first
 */
public record ProjectView(
        Project project,
        String address,
        @Nullable String remote,
        List<String> fetchProblems,
        @Nullable String webhook,
        List<String> webhookProblems,
        List<BranchView> branches) {

    /**
     * A branch with its newest commits.
     *
     * @param commits newest first
     */
    public record BranchView(Branch branch, List<Commit> commits) {}
}
