/** What operators and customers see of how the platform is: metrics, the status page, the watchdog, logs by upgrade. */
@ApplicationModule(allowedDependencies = {"artifacts", "databases", "upgrades"})
@NullMarked
package com.juniper.upgrade.watching;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
