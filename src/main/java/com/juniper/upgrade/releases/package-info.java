/** Published versions of the ERP and their catalogs. */
@ApplicationModule(allowedDependencies = {"engine", "artifacts", "databases"})
@NullMarked
package com.juniper.upgrade.releases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
