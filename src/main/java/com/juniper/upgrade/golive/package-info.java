/** When production is upgraded: how much a database is used, slots, the plan of a case and its steps (R110-R116). */
@ApplicationModule(
        allowedDependencies = {
            "accounts",
            "checklists",
            "databases",
            "engine",
            "notifications",
            "releases",
            "security",
            "support",
            "upgrades"
        })
@NullMarked
package com.juniper.upgrade.golive;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
