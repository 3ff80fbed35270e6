package com.juniper.upgrade.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A view of the ERP as plain data.
 *
 * @param type form, tree, list, search, kanban, qweb …
 * @param model empty for templates
 * @param inheritId the view it changes or starts from, 0 for none
 * @param primary whether it starts a view of its own; else it changes the one it inherits from
 * @param active whether it takes part: an inactive extension is not applied, an inactive parent is read all the same
 * @param websiteId the website it is a copy for, 0 for none
 * @param archs its XML by language; one without languages is under {@code en_US}
 */
record ViewRecord(
        int id,
        String name,
        String type,
        String model,
        int inheritId,
        boolean primary,
        int priority,
        boolean active,
        int websiteId,
        @Nullable String key,
        Map<String, String> archs) {

    static final String ENGLISH = "en_US";
    private static final int LONGEST_XML = 20_000;

    /** {@return its XML in a language, English where it has no other} */
    String arch(String language) {
        return archs.getOrDefault(language, archs.getOrDefault(ENGLISH, ""));
    }

    /** {@return what the report tells of it, with the beginning of its XML} */
    Finding finding(String title, String reason, String xml) {
        return new Finding(
                "views",
                "WARNING",
                "",
                title,
                Map.of(
                        "view",
                        Integer.toString(id),
                        "name",
                        name,
                        "model",
                        model,
                        "reason",
                        reason,
                        "xml",
                        xml.substring(0, Math.min(xml.length(), LONGEST_XML))));
    }
}
