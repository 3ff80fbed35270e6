/** The upgrade report and what it is made of. */
@ApplicationModule(allowedDependencies = {"artifacts", "engine", "neutralization", "notifications", "upgrades"})
@NullMarked
package com.juniper.upgrade.reports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
