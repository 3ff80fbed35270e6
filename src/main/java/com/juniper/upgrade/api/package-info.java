/** REST for programs, and the command-line client. */
@ApplicationModule(
        allowedDependencies = {
            "accounts",
            "artifacts",
            "audit",
            "checklists",
            "databases",
            "engine",
            "explorer",
            "golive",
            "nodes",
            "notifications",
            "people",
            "privacy",
            "projects",
            "recovery",
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
package com.juniper.upgrade.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
