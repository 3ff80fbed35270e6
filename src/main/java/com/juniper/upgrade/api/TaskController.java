package com.juniper.upgrade.api;

import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.tasks.HumanTasks;
import com.juniper.upgrade.tasks.TaskFilter;
import com.juniper.upgrade.tasks.TaskFilter.View;
import com.juniper.upgrade.tasks.TaskForm;
import com.juniper.upgrade.tasks.TaskPage;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The tasks that the caller may work on. */
@RestController
class TaskController {

    private final HumanTasks tasks;
    private final CurrentCaller callers;

    TaskController(HumanTasks tasks, CurrentCaller callers) {
        this.tasks = tasks;
        this.callers = callers;
    }

    /** A page of 25 open tasks, those that are due first before the others, and how many each list has. */
    @GetMapping("/api/tasks")
    TaskPage list(
            @RequestParam(defaultValue = "ALL") View view,
            @RequestParam(name = "case", required = false) @Nullable String number,
            @RequestParam(defaultValue = "1") int page) {
        return tasks.list(new TaskFilter(view, number, page), callers.require());
    }

    /** A task with its form and the values that it shows; 404 where it is done, or not the caller's. */
    @GetMapping("/api/tasks/{id}")
    TaskForm open(@PathVariable String id) {
        return tasks.open(id, callers.require());
    }

    /** What a task is completed with: the values of the form's fields, by their keys. */
    record Completion(@Nullable Map<String, @Nullable Object> variables) {}

    /** Completes a task; 422 names every field that is wrong or missing, or says why the task cannot be completed now. */
    @PostMapping("/api/tasks/{id}/complete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void complete(@PathVariable String id, @RequestBody Completion completion) {
        tasks.complete(id, Objects.requireNonNullElse(completion.variables(), Map.of()), callers.require());
    }
}
