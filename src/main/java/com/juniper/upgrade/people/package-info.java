/** The administration of companies, people and contracts, and how people come to their passwords and tokens. */
@ApplicationModule(allowedDependencies = {"accounts", "notifications", "security", "upgrades"})
@NullMarked
package com.juniper.upgrade.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
