/** Rolling releases: campaigns, waves, silent trials, invitations, the prompt (R10-R19). */
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
package com.juniper.upgrade.rolling;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
