package com.juniper.upgrade.engine;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Which attributes people read, so that the ERP translates them. */
final class TranslatedAttributes {

    private static final Set<String> NAMES = Set.of(
            "add-label",
            "alt",
            "aria-keyshortcuts",
            "aria-label",
            "aria-placeholder",
            "aria-roledescription",
            "aria-valuetext",
            "avg",
            "cancel-label",
            "confirm",
            "confirm-label",
            "confirm-title",
            "data-editor-message",
            "data-tooltip",
            "help",
            "label",
            "placeholder",
            "string",
            "sum",
            "title",
            "value_label");
    private static final String FORMAT = "t-attf-";

    private TranslatedAttributes() {}

    /**
     * {@return whether people read an attribute}
     *
     * @param element the name of the element it belongs to
     * @param others the values of that element's attributes, by name; empty if there is none
     */
    static boolean contain(String attribute, String element, UnaryOperator<String> others) {
        return switch (attribute) {
            case "text" -> element.equals("field") && others.apply("widget").equals("url");
            case "value" ->
                element.equalsIgnoreCase("input")
                        && isShown(
                                others.apply("type"),
                                List.of(others.apply("class").split(" ")));
            default ->
                NAMES.contains(attribute.startsWith(FORMAT) ? attribute.substring(FORMAT.length()) : attribute)
                        || attribute.endsWith(".translate");
        };
    }

    private static boolean isShown(String type, List<String> classes) {
        return switch (type) {
            case "", "text" -> !classes.contains("datetimepicker-input");
            case "hidden" -> classes.contains("o_translatable_input_hidden");
            default -> false;
        };
    }
}
