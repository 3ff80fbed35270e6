/** Issues that people report of an upgrade: conversation, coverage by the contract, resolution. */
@ApplicationModule(
        allowedDependencies = {
            "accounts",
            "artifacts",
            "checklists",
            "databases",
            "notifications",
            "security",
            "upgrades"
        })
@NullMarked
package com.juniper.upgrade.support;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
