/** What is done after the platform's own database was restored from a backup. */
@ApplicationModule(allowedDependencies = {"artifacts", "databases", "notifications", "security", "upgrades"})
@NullMarked
package com.juniper.upgrade.recovery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
