/** Files: resumable uploads, what strangers hand in, what is delivered, how long it stays. */
@ApplicationModule(allowedDependencies = {"databases", "engine"})
@NullMarked
package com.juniper.upgrade.artifacts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
