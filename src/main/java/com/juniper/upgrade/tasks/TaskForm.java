package com.juniper.upgrade.tasks;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task with its form.
 *
 * @param mayWork whether the caller may complete it; staff reads the tasks of others too
 * @param schema the Camunda Form, as JSON; null where the task has none
 * @param values what the form's fields show at first, by their keys
 * @param colleagues to whom the caller may give it
 */
public record TaskForm(
        HumanTask task,
        boolean mayWork,
        @JsonRawValue @Nullable String schema,
        Map<String, Object> values,
        List<Worker> colleagues) {}
