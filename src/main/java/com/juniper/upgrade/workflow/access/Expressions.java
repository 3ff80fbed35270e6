package com.juniper.upgrade.workflow.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Keeps expressions, which the process engine would evaluate, from coming in with a call (security.md, People). */
final class Expressions {

    private static final String EXPECTED = "expressions are not allowed from outside; give a value.";

    private Expressions() {}

    /** Refuses a call with a query's parameter that takes an expression, like {@code assigneeExpression}. */
    static void refuseIn(EngineCall call) {
        call.parameters().keySet().forEach(Expressions::refuseName);
    }

    /** Refuses a query's body with such a member, however deep. */
    static void refuseIn(JsonNode body) {
        body.fieldNames().forEachRemaining(Expressions::refuseName);
        body.forEach(Expressions::refuseIn);
    }

    private static void refuseName(String name) {
        if (name.toLowerCase(Locale.ROOT).endsWith("expression")) {
            throw Refusal.badRequest(name, EXPECTED);
        }
    }

    static boolean isIn(String text) {
        return text.contains("${") || text.contains("#{");
    }
}
