/** Moves one database of the ERP to a newer version; a plain library of JDBC and files. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package com.juniper.upgrade.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
