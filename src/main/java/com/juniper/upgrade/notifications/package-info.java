/** The mail outbox. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package com.juniper.upgrade.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
