/** Reads in hosted databases for people: records, views, users, messages; two of them side by side. */
@ApplicationModule(allowedDependencies = {"databases", "engine"})
@NullMarked
package com.juniper.upgrade.explorer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
