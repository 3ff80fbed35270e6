/** Juniper.sh: projects with git repositories, branches in upgrade mode, builds (R42-R50, R121-R128). */
@ApplicationModule(
        allowedDependencies = {
            "accounts",
            "artifacts",
            "databases",
            "engine",
            "modules",
            "neutralization",
            "notifications",
            "releases",
            "security",
            "upgrades"
        })
@NullMarked
package com.juniper.upgrade.projects;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
