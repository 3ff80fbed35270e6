package com.juniper.upgrade.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.tasks.HumanTasks;
import com.juniper.upgrade.tasks.TaskFilter;
import com.juniper.upgrade.tasks.TaskFilter.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The tasks of people in our style: the same forms as Tasklist's. What a form is completed with goes to the REST API. */
@Controller
class TasksController {

    private final HumanTasks tasks;
    private final CurrentCaller callers;
    private final ObjectMapper json;
    private final JuniperProperties properties;

    TasksController(HumanTasks tasks, CurrentCaller callers, ObjectMapper json, JuniperProperties properties) {
        this.tasks = tasks;
        this.callers = callers;
        this.json = json;
        this.properties = properties;
    }

    @GetMapping("/tasks")
    String list(
            @RequestParam(defaultValue = "ALL") View view,
            @RequestParam(name = "case", required = false) @Nullable String number,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable String done,
            Model model) {
        var asked = number == null || number.isBlank() ? null : number.strip();
        model.addAttribute("page", tasks.list(new TaskFilter(view, asked, page), callers.require()));
        model.addAttribute("views", View.values());
        model.addAttribute("view", view);
        model.addAttribute("number", asked);
        model.addAttribute("done", done != null);
        return "tasks";
    }

    @GetMapping("/tasks/{id}")
    String open(@PathVariable String id, Model model) throws JsonProcessingException {
        var form = tasks.open(id, callers.require());
        model.addAttribute("form", form);
        model.addAttribute("task", form.task());
        model.addAttribute("values", json.writeValueAsString(form.values()));
        model.addAttribute("platform", properties.publicUrl());
        return "task";
    }

    @PostMapping("/tasks/{id}/claim")
    String claim(@PathVariable String id) {
        tasks.claim(id, callers.require());
        return "redirect:/tasks/" + id;
    }

    @PostMapping("/tasks/{id}/unclaim")
    String unclaim(@PathVariable String id) {
        tasks.unclaim(id, callers.require());
        return "redirect:/tasks/" + id;
    }

    @PostMapping("/tasks/{id}/assign")
    String assign(@PathVariable String id, @RequestParam String login) {
        tasks.assign(id, login, callers.require());
        return "redirect:/tasks/" + id;
    }
}
