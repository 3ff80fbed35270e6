/** What people and the machine check in an upgraded test database: items, answers, evidence, the customer's confidence. */
@ApplicationModule(
        allowedDependencies = {
            "accounts",
            "artifacts",
            "databases",
            "engine",
            "explorer",
            "neutralization",
            "security",
            "upgrades"
        })
@NullMarked
package com.juniper.upgrade.checklists;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
