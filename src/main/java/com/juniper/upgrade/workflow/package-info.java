/** The processes' delegates and listeners, and the only user of the process engine. */
@ApplicationModule(
        allowedDependencies = {
            "accounts",
            "artifacts",
            "checklists",
            "databases",
            "engine",
            "golive",
            "neutralization",
            "nodes",
            "notifications",
            "projects",
            "releases",
            "reports",
            "rolling",
            "security",
            "support",
            "tasks",
            "upgrades",
            "watching"
        })
@NullMarked
package com.juniper.upgrade.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
