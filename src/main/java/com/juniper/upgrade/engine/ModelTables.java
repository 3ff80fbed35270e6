package com.juniper.upgrade.engine;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/** Which table holds a model's records; the family of a table is the one whose id sequence it shares. */
public final class ModelTables {

    private static final Map<String, String> SPECIAL = Map.of(
            "ir.actions.act_window", "ir_act_window",
            "ir.actions.act_url", "ir_act_url",
            "ir.actions.server", "ir_act_server",
            "ir.actions.report", "ir_act_report_xml",
            "ir.actions.client", "ir_act_client",
            "ir.actions.act_window_close", "ir_actions",
            "ir.actions.actions", "ir_actions",
            "ir.actions.act_window.view", "ir_act_window_view");

    private static final Set<String> ACTIONS =
            Set.of("ir_actions", "ir_act_window", "ir_act_url", "ir_act_server", "ir_act_report_xml", "ir_act_client");

    private ModelTables() {}

    /** {@return the table of a model's records, whether it is there or not} */
    public static String table(String model) {
        return SPECIAL.getOrDefault(model, model.replace('.', '_'));
    }

    /** {@return the model of a table's records} */
    static String model(String table) {
        return SPECIAL.entrySet().stream()
                .filter(special -> special.getValue().equals(table))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .orElse(table.replace('_', '.'));
    }

    static String family(String table) {
        return ACTIONS.contains(table) ? "ir_actions" : table;
    }
}
