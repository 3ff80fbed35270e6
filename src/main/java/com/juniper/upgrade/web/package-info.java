/** The pages. */
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
            "sample",
            "security",
            "support",
            "tasks",
            "upgrades",
            "watching"
        })
@NullMarked
package com.juniper.upgrade.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
