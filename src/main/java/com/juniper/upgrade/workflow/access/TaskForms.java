package com.juniper.upgrade.workflow.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.workflow.access.Refusal.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        var fields = fieldsOf(taskId);
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
        given.fieldNames().forEachRemaining(name -> {
            var field = fields.get(name);
            if (field == null) {
                problems.add(
                        new Problem(name, "not a field of the task's form; expected are " + fields.keySet() + "."));
            } else if (!field.accepts(given.get(name))) {
                problems.add(new Problem(name, field.expected()));
            }
        });
        fields.forEach((name, field) -> {
            if (field.required() && !given.has(name)) {
                problems.add(new Problem(name, "missing; " + field.expected()));
            }
        });
        if (!problems.isEmpty()) {
            throw Refusal.badRequest(problems);
        }
    }

    /** The fields that can be filled in, by name. */
    private Map<String, FormField> fieldsOf(String taskId) throws IOException {
        Map<String, FormField> fields = new LinkedHashMap<>();
        var task = tasks.createTaskQuery().taskId(taskId).initializeFormKeys().singleResult();
        if (task == null) {
            throw Refusal.notFound("Task " + taskId);
        }
        if (task.getCamundaFormRef() != null) {
            try (var form = forms.getDeployedTaskForm(taskId)) {
                addFields(json.readTree(form), fields);
            }
        }
        return fields;
    }

    private static void addFields(JsonNode container, Map<String, FormField> fields) {
        for (JsonNode component : container.path("components")) {
            var path = component.path("path").asText("");
            var key = component.path("key").asText(path);
            if (component.path("type").asText().equals("group") && path.isEmpty()) {
                addFields(component, fields);
            } else if (!key.isEmpty() && !component.path("disabled").asBoolean()) {
                fields.put(key.replaceFirst("\\..*", ""), FormField.of(component));
            }
        }
    }
}
