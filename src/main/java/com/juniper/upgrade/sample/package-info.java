/** The sample ERP: builds databases of the real layout from a description of our own. */
@ApplicationModule(allowedDependencies = {"accounts", "databases", "engine", "releases"})
@NullMarked
package com.juniper.upgrade.sample;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
