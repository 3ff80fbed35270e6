package com.juniper.upgrade.engine;

import java.util.Map;

/**
 * Something the report tells about an upgrade.
 *
 * @param category one of modules, views, texts, records, fields, models, conflicts, scripts, rows, files, code, integrity
 * @param severity INFO, WARNING or PROBLEM
 * @param module the module concerned, or empty where it is none's
 * @param title one sentence
 * @param details further facts, by name
 */
public record Finding(String category, String severity, String module, String title, Map<String, String> details) {}
