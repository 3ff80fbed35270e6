package com.juniper.upgrade.workflow.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A field of a Camunda Form.
 *
 * @param options the values to choose from; empty where any will do
 */
record FormField(Kind kind, boolean required, List<String> options) {

    /** What the process engine keeps of a text. */
    private static final int LONGEST_TEXT = 4000;

    /** What a field's value is. */
    enum Kind {
        YES_OR_NO("true or false", "Boolean"),
        NUMBER("a number", "Integer|Long|Double|Short"),
        TEXT("a text of at most 4,000 letters", "String"),
        LIST("JSON as text, with the type Json", "Json");

        private final String inWords;
        private final String types;

        Kind(String inWords, String types) {
            this.inWords = inWords;
            this.types = types;
        }
    }

    static FormField of(JsonNode component) {
        List<String> options = new ArrayList<>();
        component
                .path("values")
                .forEach(option -> options.add(option.path("value").asText()));
        var kind =
                switch (component.path("type").asText()) {
                    case "checkbox" -> Kind.YES_OR_NO;
                    case "number" -> component.path("serializeToString").asBoolean() ? Kind.TEXT : Kind.NUMBER;
                    case "textfield", "textarea", "select", "radio", "datetime" -> Kind.TEXT;
                    default -> Kind.LIST;
                };
        return new FormField(kind, component.path("validate").path("required").asBoolean(), options);
    }

    /** {@return whether a variable, {@code {"value": …, "type": …}}, is a value of this field} */
    boolean accepts(JsonNode variable) {
        var value = variable.path("value");
        if (!variable.isObject() || !variable.path("valueInfo").isEmpty()) {
            return false;
        }
        if (value.isNull() || value.isMissingNode()) {
            return !required && isOneOf(variable.path("type"), "Null|String");
        }
        return isOneOf(variable.path("type"), kind.types) && isOfKind(value);
    }

    private static boolean isOneOf(JsonNode type, String types) {
        return type.isMissingNode() || type.isNull() || type.asText().matches(types);
    }

    private boolean isOfKind(JsonNode value) {
        return switch (kind) {
            case YES_OR_NO -> value.isBoolean() && (!required || value.booleanValue());
            case NUMBER -> value.isNumber();
            case LIST -> value.isTextual();
            case TEXT ->
                value.isTextual()
                        && value.textValue().length() <= LONGEST_TEXT
                        && !(required && value.textValue().isBlank())
                        && (options.isEmpty() || options.contains(value.textValue()));
        };
    }

    /** {@return what a value of the field is, in words} */
    String expected() {
        return !options.isEmpty() && kind == Kind.TEXT
                ? "one of " + options
                : required && kind == Kind.YES_OR_NO ? "true" : kind.inWords;
    }
}
