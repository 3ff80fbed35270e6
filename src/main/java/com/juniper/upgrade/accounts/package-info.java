/** People, their roles and companies, subscriptions, contracts and API tokens. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package com.juniper.upgrade.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
