/** The mail outbox, and messages in the Discuss app of customers' databases. */
@ApplicationModule(allowedDependencies = {"engine"})
@NullMarked
package com.juniper.upgrade.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
