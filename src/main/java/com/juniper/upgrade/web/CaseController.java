package com.juniper.upgrade.web;

import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.tasks.HumanTasks;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.UpgradeCases;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeWorkflow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The case page: live from the request to the download. */
@Controller
class CaseController {

    private final UpgradeDesk desk;
    private final UpgradeWorkflow workflow;
    private final CaseViews views;
    private final CaseOverviews overviews;
    private final UpgradeCases cases;
    private final HumanTasks tasks;
    private final CaseEvents events;
    private final CurrentCaller callers;

    CaseController(
            UpgradeDesk desk,
            UpgradeWorkflow workflow,
            CaseViews views,
            CaseOverviews overviews,
            UpgradeCases cases,
            HumanTasks tasks,
            CaseEvents events,
            CurrentCaller callers) {
        this.desk = desk;
        this.workflow = workflow;
        this.views = views;
        this.overviews = overviews;
        this.cases = cases;
        this.tasks = tasks;
        this.events = events;
        this.callers = callers;
    }

    @GetMapping("/upgrades/{number}")
    String show(@PathVariable String number, @RequestParam(required = false) @Nullable UUID request, Model model) {
        var caller = callers.require();
        var requests = desk.visibleCase(number, caller);
        var shown = chosen(number, request);
        model.addAttribute("case", views.of(shown, caller));
        model.addAttribute("requests", requests);
        var turns = tasks.ofCase(number);
        model.addAttribute("turns", turns);
        model.addAttribute("overview", overviews.of(requests, turns));
        model.addAttribute("caller", caller);
        return "case";
    }

    /** Ends the case: its customer does not want the upgrade any more. */
    @PostMapping("/upgrades/{number}/cancel")
    String cancel(@PathVariable String number) {
        var caller = callers.require();
        desk.visibleCase(number, caller);
        cases.cancel(number, caller);
        return "redirect:/upgrades/" + number;
    }

    /** One event {@code case} with the page's live part whenever that changes, and {@code end} after the last. */
    @GetMapping(path = "/upgrades/{number}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    SseEmitter events(@PathVariable String number, @RequestParam(required = false) @Nullable UUID request) {
        return events.subscribe(chosen(number, request).id(), callers.require());
    }

    @PostMapping("/upgrades/{number}/modules")
    String declareModules(@PathVariable String number, @RequestParam UUID request) {
        if (chosen(number, request).state() == RequestState.WAITING_FOR_MODULES) {
            workflow.modulesDeclared(request);
        }
        return "redirect:/upgrades/" + number;
    }

    @GetMapping(path = "/diagrams/{model}", produces = MediaType.APPLICATION_XML_VALUE)
    @ResponseBody
    byte[] diagram(@PathVariable String model) {
        return workflow.diagram(model);
    }

    private UpgradeRequest chosen(String number, @Nullable UUID request) {
        return desk.visible(number, request, callers.require());
    }
}
