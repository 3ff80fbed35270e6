/** The mail outbox. */
@ApplicationModule(allowedDependencies = {"upgrades"})
@NullMarked
package com.juniper.upgrade.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
