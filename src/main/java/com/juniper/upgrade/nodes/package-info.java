/** The platforms that work on one database together: each says that it lives, and what dead ones left is cleared away. */
@ApplicationModule(allowedDependencies = {"databases", "security", "upgrades"})
@NullMarked
package com.juniper.upgrade.nodes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
