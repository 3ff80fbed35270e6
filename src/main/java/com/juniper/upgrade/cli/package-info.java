/** The commands of {@code bin/engine}: the engine without the platform. */
@ApplicationModule(allowedDependencies = {"engine", "modules", "neutralization"})
@NullMarked
package com.juniper.upgrade.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
