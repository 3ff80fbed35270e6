/** Export and erasure of a customer's data, and how long each kind of data is kept (R30, R31). */
@ApplicationModule(
        allowedDependencies = {"accounts", "artifacts", "audit", "databases", "projects", "security", "upgrades"})
@NullMarked
package com.juniper.upgrade.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
