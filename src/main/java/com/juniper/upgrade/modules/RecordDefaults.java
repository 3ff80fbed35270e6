package com.juniper.upgrade.modules;

import com.juniper.upgrade.engine.Version;
import java.util.HashMap;
import java.util.Map;

/** What new records hold where a data file says nothing: the defaults that the ERP's own code would fill in. */
final class RecordDefaults {

    /** The version since which trees are called lists. */
    private static final int LISTS = 18;

    private static final Map<String, String> ACTION =
            Map.of("binding_type", "action", "binding_view_types", "list,form");

    private static final Map<String, Map<String, String>> BY_MODEL = Map.ofEntries(
            Map.entry("ir.ui.view", Map.of("priority", "16")),
            Map.entry("ir.ui.menu", Map.of("sequence", "10")),
            Map.entry("ir.model", Map.of("state", "manual", "order", "id", "transient", "false")),
            Map.entry(
                    "ir.model.fields",
                    Map.of("state", "manual", "store", "true", "copied", "true", "select_level", "0", "domain", "[]")),
            Map.entry(
                    "ir.model.access",
                    Map.of(
                            "perm_read",
                            "false",
                            "perm_write",
                            "false",
                            "perm_create",
                            "false",
                            "perm_unlink",
                            "false")),
            Map.entry(
                    "ir.rule",
                    Map.of("perm_read", "true", "perm_write", "true", "perm_create", "true", "perm_unlink", "true")),
            Map.entry(
                    "ir.actions.act_window",
                    Map.of("context", "{}", "target", "current", "limit", "80", "view_mode", "list,form")),
            Map.entry("ir.actions.server", Map.of("usage", "ir_actions_server", "state", "code", "sequence", "5")),
            Map.entry("ir.actions.report", Map.of("binding_type", "report", "report_type", "qweb-pdf")),
            Map.entry("ir.actions.act_url", Map.of("target", "new")),
            Map.entry("ir.actions.client", Map.of("target", "current", "context", "{}")),
            Map.entry(
                    "ir.sequence",
                    Map.of("implementation", "standard", "padding", "0", "number_increment", "1", "number_next", "1")),
            Map.entry(
                    "ir.module.module",
                    Map.of(
                            "license",
                            "LGPL-3",
                            "sequence",
                            "100",
                            "demo",
                            "false",
                            "application",
                            "false",
                            "auto_install",
                            "false")));

    private RecordDefaults() {}

    /** {@return values by column, as texts} Some may have no column in a version. */
    static Map<String, String> of(String model, Version version) {
        Map<String, String> defaults = new HashMap<>(Map.of("active", "true"));
        if (model.startsWith("ir.actions.")) {
            defaults.put("type", model);
            defaults.putAll(ACTION);
        }
        defaults.putAll(BY_MODEL.getOrDefault(model, Map.of()));
        if (version.major() < LISTS) {
            defaults.computeIfPresent("view_mode", (column, value) -> value.replace("list", "tree"));
        }
        return defaults;
    }
}
