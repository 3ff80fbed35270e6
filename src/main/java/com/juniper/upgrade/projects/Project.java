package com.juniper.upgrade.projects;

import java.time.Instant;

/**
 * A team's custom modules in a git repository, beside its production database (R42).
 *
 * @param name of the project, and of its repository in addresses
 * @param databaseId its hosted production database
 * @param productionBranch whose commits are production's; nobody rewrites or deletes it
 * @param createdBy the name of the operator
 */
public record Project(
        long id,
        String name,
        String company,
        long databaseId,
        String productionBranch,
        String createdBy,
        Instant created) {

    /** {@return the name of one of its branches among those of all projects} */
    String qualified(String branch) {
        return name + "/" + branch;
    }
}
