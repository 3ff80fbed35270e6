/** The tasks of people, whichever process they belong to: the port to the workflow, and the analysts' daily digest. */
@ApplicationModule(allowedDependencies = {"accounts", "notifications", "security", "upgrades"})
@NullMarked
package com.juniper.upgrade.tasks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
