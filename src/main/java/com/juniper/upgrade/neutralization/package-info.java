/** Makes a copy of a database harmless, and verifies that no outward channel is left. */
@ApplicationModule(allowedDependencies = {"engine"})
@NullMarked
package com.juniper.upgrade.neutralization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
