package com.juniper.upgrade.sample;

import java.util.List;

/** A module of one version: what it needs, and what it brings. */
record ErpModule(
        String name,
        String title,
        String version,
        List<String> dependencies,
        boolean autoInstall,
        List<ErpModel> models,
        List<ErpRecord> records) {}
