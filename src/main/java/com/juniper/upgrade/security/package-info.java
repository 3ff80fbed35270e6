/** Login, roles and API tokens of requests. */
@ApplicationModule(allowedDependencies = {"accounts"})
@NullMarked
package com.juniper.upgrade.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
