package com.juniper.upgrade.sample;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one module says about a model: a new model, or more fields for one that there is.
 *
 * @param constraints the part of the name after the table's, and the definition
 * @param indexes the same for indexes; {@code unique (…)} makes a unique one
 */
record ErpModel(
        String module, String name, List<Field> fields, Map<String, String> constraints, Map<String, String> indexes) {

    private static final Map<String, String> SPECIAL = Map.of(
            "ir.actions.actions", "ir_actions",
            "ir.actions.act_window", "ir_act_window",
            "ir.actions.act_url", "ir_act_url",
            "ir.actions.server", "ir_act_server",
            "ir.actions.report", "ir_act_report_xml",
            "ir.actions.client", "ir_act_client",
            "ir.actions.act_window.view", "ir_act_window_view");

    /** The tables that inherit from {@code ir_actions} and share its ids. */
    static final Set<String> ACTIONS =
            Set.of("ir_act_window", "ir_act_url", "ir_act_server", "ir_act_report_xml", "ir_act_client");

    String table() {
        return table(name);
    }

    static String table(String model) {
        return SPECIAL.getOrDefault(model, model.replace('.', '_'));
    }
}
