/** The audit log: who saw, downloaded and changed what (R30, R31). */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package com.juniper.upgrade.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
