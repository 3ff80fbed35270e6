/** Juniper Upgrade: moves databases of the ERP Juniper to a newer version. Each package below is a module. */
@NullMarked
package com.juniper.upgrade;

import org.jspecify.annotations.NullMarked;
