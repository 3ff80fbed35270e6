package com.juniper.upgrade.web;

import com.juniper.upgrade.checklists.Answer;
import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.support.Issues;
import com.juniper.upgrade.tasks.HumanTasks;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The checklist of a test (R21, R78-R105): items with evidence, answers, progress, the decision (R24). */
@Controller
class TestingController {

    private final UpgradeDesk desk;
    private final Checklists checklists;
    private final Issues issues;
    private final HumanTasks tasks;
    private final HostedDatabases databases;
    private final InstanceLinks instances;
    private final CurrentCaller callers;

    TestingController(
            UpgradeDesk desk,
            Checklists checklists,
            Issues issues,
            HumanTasks tasks,
            HostedDatabases databases,
            InstanceLinks instances,
            CurrentCaller callers) {
        this.desk = desk;
        this.checklists = checklists;
        this.issues = issues;
        this.tasks = tasks;
        this.databases = databases;
        this.instances = instances;
        this.callers = callers;
    }

    @GetMapping("/upgrades/{number}/testing")
    String show(@PathVariable String number, @RequestParam(required = false) @Nullable UUID request, Model model) {
        var caller = callers.require();
        var shown = chosen(number, request, caller);
        var test = databases.madeBy(shown.id(), Kind.TEST).orElse(null);
        model.addAttribute("request", shown);
        model.addAttribute("checklist", checklists.find(shown.id()).orElse(null));
        model.addAttribute("issues", issues.ofCase(number));
        model.addAttribute(
                "tasks",
                tasks.ofCase(number).stream()
                        .filter(task -> task.process().equals("Testing"))
                        .toList());
        model.addAttribute("answers", Answer.values());
        model.addAttribute("areas", Checklists.areas());
        model.addAttribute("mayDecide", Checklists.mayDecide(caller));
        model.addAttribute("test", test);
        model.addAttribute("open", test == null ? null : instances.open(test));
        return "testing";
    }

    /** The newest request of the case that has a checklist, unless one is asked for. */
    private UpgradeRequest chosen(String number, @Nullable UUID request, Caller caller) {
        return request != null
                ? desk.visible(number, request, caller)
                : desk.visibleCase(number, caller).stream()
                        .filter(candidate -> checklists.find(candidate.id()).isPresent())
                        .findFirst()
                        .orElseGet(() -> desk.visible(number, null, caller));
    }

    @PostMapping("/upgrades/{number}/testing/answer")
    String answer(
            @PathVariable String number,
            @RequestParam UUID request,
            @RequestParam long item,
            @RequestParam Answer answer,
            @RequestParam(required = false) @Nullable String comment,
            @RequestParam(required = false) @Nullable List<MultipartFile> files) {
        var caller = callers.require();
        var id = desk.visible(number, request, caller).id();
        checklists.answer(id, item, answer, comment, FormFiles.read(files), caller);
        return shown(number, request, "item-" + item);
    }

    @GetMapping("/upgrades/{number}/testing/files/{item}/{file}")
    ResponseEntity<byte[]> file(
            @PathVariable String number,
            @PathVariable long item,
            @PathVariable long file,
            @RequestParam(required = false) @Nullable UUID request) {
        return FormFiles.serve(
                checklists.file(chosen(number, request, callers.require()).id(), item, file));
    }

    @PostMapping("/upgrades/{number}/testing/rest")
    String answerRest(
            @PathVariable String number,
            @RequestParam UUID request,
            @RequestParam String area,
            @RequestParam Answer answer) {
        var caller = callers.require();
        checklists.answerRest(desk.visible(number, request, caller).id(), area, answer, null, caller);
        return shown(number, request, area);
    }

    @PostMapping("/upgrades/{number}/testing/items")
    String add(
            @PathVariable String number,
            @RequestParam UUID request,
            @RequestParam String area,
            @RequestParam String text) {
        var caller = callers.require();
        checklists.add(desk.visible(number, request, caller).id(), area, text);
        return shown(number, request, area);
    }

    @PostMapping("/upgrades/{number}/testing/evidence")
    String measure(@PathVariable String number, @RequestParam UUID request) {
        checklists.measure(desk.visible(number, request, callers.require()).id());
        return shown(number, request, "evidence");
    }

    @PostMapping("/upgrades/{number}/testing/decision")
    String decide(
            @PathVariable String number,
            @RequestParam UUID request,
            @RequestParam boolean confident,
            @RequestParam(required = false) @Nullable String comment) {
        var caller = callers.require();
        checklists.decide(desk.visible(number, request, caller).id(), confident, comment, caller);
        return shown(number, request, "decision");
    }

    private static String shown(String number, UUID request, String part) {
        return "redirect:/upgrades/%s/testing?request=%s#%s".formatted(number, request, part);
    }
}
