/** The PostgreSQL servers: the platform's own, and the clusters on which databases are upgraded. */
@ApplicationModule(allowedDependencies = {"engine"})
@NullMarked
package com.juniper.upgrade.databases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
