package com.juniper.upgrade.workflow.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.upgrades.SubmitUpgradeRequest;
import com.juniper.upgrade.workflow.ProductionUpgradeModel;
import com.juniper.upgrade.workflow.ReleaseCampaignModel;
import com.juniper.upgrade.workflow.TestUpgradeModel;
import com.juniper.upgrade.workflow.access.Refusal.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a start through the process engine's REST API may bring; anything else is named and refused.
 *
 * @param variables the request's parts by name
 * @param businessKey the caller's own key
 * @param withVariables whether the answer shows the variables
 */
record StartBody(Map<String, String> variables, @Nullable String businessKey, boolean withVariables) {

    private static final Set<String> VARIABLES = Set.of(
            "uploadId",
            "database",
            "targetVersion",
            "email",
            "purpose",
            "contract",
            "confirmedName",
            "name",
            "edition",
            "hosting");
    private static final String EXPECTED_MEMBERS =
            "not allowed; expected are variables, businessKey and withVariablesInReturn.";
    private static final Set<String> CAMPAIGN_VARIABLES = Set.of("line", "targetVersion");
    private static final String EXPECTED_TEXT = "expected is {\"value\": \"…\", \"type\": \"String\"}, no expression.";
    private static final Map<String, String> PURPOSES =
            Map.of(TestUpgradeModel.PROCESS_ID, "TEST", ProductionUpgradeModel.PROCESS_ID, "PRODUCTION");
    private static final int LONGEST = 255;

    /**
     * Reads the body of a process's start.
     *
     * @throws Refusal with everything that is wrong or missing
     */
    static StartBody of(String process, JsonNode body) {
        boolean campaign = process.equals(ReleaseCampaignModel.PROCESS_ID);
        var expected = campaign ? CAMPAIGN_VARIABLES : VARIABLES;
        List<Problem> problems = new ArrayList<>();
        Map<String, String> variables = new HashMap<>();
        body.fieldNames().forEachRemaining(name -> {
            switch (name) {
                case "variables" -> variables.putAll(variables(body.get(name), expected, problems));
                case "businessKey" -> {
                    if (campaign) {
                        problems.add(new Problem(name, "not allowed; that of a campaign is its number."));
                    } else if (!isText(body.get(name)) && !body.get(name).isNull()) {
                        problems.add(new Problem(name, "expected is a text of at most %d letters.".formatted(LONGEST)));
                    }
                }
                case "withVariablesInReturn" -> {
                    if (!body.get(name).isBoolean()) {
                        problems.add(new Problem(name, "expected is true or false."));
                    }
                }
                default -> problems.add(new Problem(name, EXPECTED_MEMBERS));
            }
        });
        if (campaign) {
            requireCampaign(variables, problems);
        } else {
            requireMandatory(variables, problems);
        }
        if (!problems.isEmpty()) {
            throw Refusal.badRequest(problems);
        }
        return new StartBody(
                variables,
                body.path("businessKey").textValue(),
                body.path("withVariablesInReturn").booleanValue());
    }

    private static Map<String, String> variables(JsonNode given, Set<String> expected, List<Problem> problems) {
        Map<String, String> variables = new HashMap<>();
        if (!given.isObject()) {
            problems.add(new Problem("variables", "expected is an object of variables by name."));
        }
        given.fieldNames().forEachRemaining(name -> {
            var variable = given.get(name);
            if (!expected.contains(name)) {
                problems.add(new Problem(
                        name,
                        "not allowed; expected are the variables "
                                + String.join(", ", expected.stream().sorted().toList()) + "."));
            } else if (!isTextVariable(variable)) {
                problems.add(new Problem(name, EXPECTED_TEXT));
            } else {
                variables.put(name, variable.get("value").textValue());
            }
        });
        return variables;
    }

    private static boolean isTextVariable(JsonNode variable) {
        var members = new ArrayList<String>();
        variable.fieldNames().forEachRemaining(members::add);
        return variable.isObject()
                && Set.of("value", "type").containsAll(members)
                && isText(variable.path("value"))
                && variable.path("type").asText("String").equals("String");
    }

    private static boolean isText(JsonNode node) {
        return node.isTextual() && node.textValue().length() <= LONGEST && !Expressions.isIn(node.textValue());
    }

    private static void requireCampaign(Map<String, String> variables, List<Problem> problems) {
        if (!variables.containsKey("line")) {
            problems.add(new Problem("line", "missing; expected is a release line, like community."));
        }
        if (!variables.containsKey("targetVersion")) {
            problems.add(new Problem("targetVersion", "missing; expected is the line's newest version, like 18.0."));
        }
    }

    private static void requireMandatory(Map<String, String> variables, List<Problem> problems) {
        boolean upload = variables.containsKey("uploadId");
        if (!upload && !variables.containsKey("database")) {
            problems.add(new Problem("uploadId", "missing; expected is a complete upload of yours, or a database."));
        }
        if (upload && !variables.containsKey("contract")) {
            problems.add(new Problem("contract", "missing; expected is the code of your company's contract."));
        }
        if (!variables.containsKey("targetVersion")) {
            problems.add(new Problem("targetVersion", "missing; expected is a published version, like 17.0."));
        }
        if (!variables.containsKey("email")) {
            problems.add(new Problem("email", "missing; expected is the address that gets the link."));
        }
    }

    /**
     * {@return a variable that {@link #of} requires}
     */
    String require(String name) {
        return Objects.requireNonNull(variables.get(name));
    }

    /**
     * {@return the request for which a process is started}
     *
     * @throws Refusal if it is for a purpose that another process is for
     */
    SubmitUpgradeRequest command(String process) {
        var purpose = variables.getOrDefault("purpose", "");
        var own = PURPOSES.get(process);
        if (own != null && !purpose.isBlank() && !purpose.equals(own)) {
            throw Refusal.badRequest("purpose", "%s is for %s; expected is that, or nothing.".formatted(process, own));
        }
        return new SubmitUpgradeRequest(
                variables.get("uploadId"),
                variables.get("database"),
                variables.get("targetVersion"),
                variables.get("email"),
                own == null ? purpose : own,
                variables.get("confirmedName"),
                variables.get("contract"),
                variables.get("name"),
                variables.get("edition"),
                variables.get("hosting"),
                businessKey);
    }
}
