/** The case and its requests: their states, rules and events, and the port to the workflow. */
@ApplicationModule(
        allowedDependencies = {
            "accounts",
            "artifacts",
            "databases",
            "engine",
            "neutralization",
            "notifications",
            "releases",
            "security"
        })
@NullMarked
package com.juniper.upgrade.upgrades;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
