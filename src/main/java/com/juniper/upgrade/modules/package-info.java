/**
 * Custom modules: their manifests, data files and scripts, read and checked without running any of their code, and brought
 * into an upgraded database (R9, R46, R49, R127). No Spring, no Camunda.
 */
@ApplicationModule(allowedDependencies = {"engine"})
@NullMarked
package com.juniper.upgrade.modules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
