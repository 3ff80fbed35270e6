package com.juniper.upgrade.workflow.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.juniper.upgrade.workflow.access.Refusal.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.TaskService;
import org.springframework.stereotype.Component;

/** Lets a task be completed with the fields of its form alone: those that can be filled in, with values of their kind. */
@Component
class TaskForms {

    private static final Set<String> MEMBERS = Set.of("variables", "withVariablesInReturn");
    private static final String IN_THE_ENGINES_WORDS = "expected is %s, as {\"value\": …}.";

    private final TaskService tasks;
    private final FormService forms;
    private final ObjectMapper json;

    TaskForms(TaskService tasks, FormService forms, ObjectMapper json) {
        this.tasks = tasks;
        this.forms = forms;
        this.json = json;
    }

    /**
     * Checks what somebody completes a task with.
     *
     * @throws Refusal with every field that is wrong or missing
     */
    void check(String taskId, JsonNode body) throws IOException {
        var given = body.path("variables");
        List<Problem> problems = new ArrayList<>();
        body.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                problems.add(new Problem(name, "not allowed; expected are " + MEMBERS + "."));
            }
        });
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            problems.add(new Problem("variables", "expected is an object of the form's fields by name."));
        }
        problems.addAll(problems(taskId, given, IN_THE_ENGINES_WORDS));
        if (!problems.isEmpty()) {
            throw Refusal.badRequest(problems);
        }
    }

    /**
     * {@return every field that is wrong or missing}
     *
     * @param given variables, {@code {"value": …, "type": …}}, by name
     * @param expectation a sentence with the place of what is expected
     */
    List<Problem> problems(String taskId, JsonNode given, String expectation) throws IOException {
        var fields = fieldsOf(taskId);
        List<Problem> problems = new ArrayList<>();
        given.fieldNames().forEachRemaining(name -> {
            var field = fields.get(name);
            if (field == null) {
                problems.add(
                        new Problem(name, "not a field of the task's form; expected are " + fields.keySet() + "."));
            } else if (!field.accepts(given.get(name))) {
                problems.add(new Problem(name, expectation.formatted(field.expected())));
            }
        });
        fields.forEach((name, field) -> {
            if (field.required() && !given.has(name)) {
                problems.add(new Problem(name, "missing; " + expectation.formatted(field.expected())));
            }
        });
        return problems;
    }

    /** The fields that can be filled in, by name. */
    private Map<String, FormField> fieldsOf(String taskId) throws IOException {
        Map<String, FormField> fields = new LinkedHashMap<>();
        addFields(schema(taskId), fields);
        return fields;
    }

    /**
     * {@return a task's form; missing where it has none}
     *
     * @throws Refusal if there is no such task
     */
    JsonNode schema(String taskId) throws IOException {
        var task = tasks.createTaskQuery().taskId(taskId).initializeFormKeys().singleResult();
        if (task == null) {
            throw Refusal.notFound("Task " + taskId);
        }
        if (task.getCamundaFormRef() == null) {
            return MissingNode.getInstance();
        }
        try (var form = forms.getDeployedTaskForm(taskId)) {
            return json.readTree(form);
        }
    }

    /** {@return the names of the variables that a form shows or asks for} */
    static Set<String> variablesOf(JsonNode container) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode component : container.path("components")) {
            var path = component.path("path").asText("");
            var key = component.path("key").asText(path);
            if (key.isEmpty()) {
                names.addAll(variablesOf(component));
            } else {
                names.add(variable(key));
            }
        }
        return names;
    }

    private static String variable(String key) {
        return key.replaceFirst("\\..*", "");
    }

    private static void addFields(JsonNode container, Map<String, FormField> fields) {
        for (JsonNode component : container.path("components")) {
            var path = component.path("path").asText("");
            var key = component.path("key").asText(path);
            if (component.path("type").asText().equals("group") && path.isEmpty()) {
                addFields(component, fields);
            } else if (!key.isEmpty() && !component.path("disabled").asBoolean()) {
                fields.put(variable(key), FormField.of(component));
            }
        }
    }
}
