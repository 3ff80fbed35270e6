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
            "notifications",
            "privacy",
            "projects",
            "releases",
            "reports",
            "rolling",
            "security",
            "support",
            "tasks",
            "upgrades"
        })
@NullMarked
package com.juniper.upgrade.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
