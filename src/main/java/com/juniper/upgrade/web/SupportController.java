package com.juniper.upgrade.web;

import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.support.Category;
import com.juniper.upgrade.support.Concern;
import com.juniper.upgrade.support.IssueFilter;
import com.juniper.upgrade.support.IssueState;
import com.juniper.upgrade.support.Issues;
import com.juniper.upgrade.support.ReportIssue;
import com.juniper.upgrade.support.Sla;
import com.juniper.upgrade.tasks.HumanTasks;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The support page: issues of a company, or the analysts' queue; one issue with its conversation (R106-R109, R132). */
@Controller
class SupportController {

    private final Issues issues;
    private final Sla sla;
    private final Checklists checklists;
    private final HumanTasks tasks;
    private final UpgradeDesk desk;
    private final CurrentCaller callers;

    SupportController(
            Issues issues, Sla sla, Checklists checklists, HumanTasks tasks, UpgradeDesk desk, CurrentCaller callers) {
        this.issues = issues;
        this.sla = sla;
        this.checklists = checklists;
        this.tasks = tasks;
        this.desk = desk;
        this.callers = callers;
    }

    @GetMapping("/support")
    String list(
            @RequestParam(defaultValue = "true") boolean open,
            @RequestParam(required = false) IssueState.@Nullable Turn turn,
            @RequestParam(required = false) @Nullable String signature,
            @RequestParam(required = false) @Nullable Boolean covered,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(defaultValue = "DUE") IssueFilter.Order order,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable String upgrade,
            Model model) {
        var caller = callers.require();
        var filter = new IssueFilter(open, turn, signature, covered, text, order, page);
        model.addAttribute("filter", filter);
        model.addAttribute("turns", IssueState.Turn.values());
        model.addAttribute("orders", IssueFilter.Order.values());
        model.addAttribute("page", issues.page(filter, caller));
        model.addAttribute("cases", cases(upgrade, caller));
        model.addAttribute("upgrade", upgrade);
        return "support";
    }

    /** The form: for a case, or for an item of a test's checklist. */
    @GetMapping("/support/new")
    String form(
            @RequestParam String upgrade,
            @RequestParam(required = false) @Nullable UUID request,
            @RequestParam(required = false) @Nullable String item,
            Model model) {
        return form(upgrade, request, item, null, model);
    }

    private String form(
            String upgrade,
            @Nullable UUID request,
            @Nullable String item,
            @Nullable RequestRefusedException refusal,
            Model model) {
        var caller = callers.require();
        var about = desk.visible(upgrade, request, caller);
        model.addAttribute("request", about);
        model.addAttribute("item", checklists.find(about.id()).flatMap(list -> list.item(item)));
        if (!model.containsAttribute("category")) {
            model.addAttribute("category", Issues.category(desk.visibleCase(upgrade, caller)));
        }
        model.addAttribute("categories", Category.values());
        model.addAttribute("sla", sla.of(about));
        model.addAttribute("reasons", refusal == null ? List.<Reason>of() : refusal.reasons());
        return "report-issue";
    }

    @PostMapping("/support")
    Object report(
            @RequestParam String upgrade,
            @RequestParam(required = false) @Nullable UUID request,
            @RequestParam(required = false) @Nullable String item,
            @RequestParam Category category,
            @RequestParam Concern concern,
            @RequestParam(required = false) @Nullable String module,
            @RequestParam String title,
            @RequestParam String text,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            Model model) {
        try {
            var issue = issues.report(
                    new ReportIssue(
                            upgrade,
                            request,
                            item == null || item.isBlank() ? null : item,
                            category,
                            concern,
                            module,
                            title,
                            text,
                            FormFiles.read(files)),
                    callers.require());
            return "redirect:/support/" + issue.number();
        } catch (RequestRefusedException refusal) {
            model.addAttribute("category", category);
            model.addAttribute("title", title);
            model.addAttribute("text", text);
            model.addAttribute("module", module);
            model.addAttribute("concern", concern);
            var view = form(upgrade, request, item, refusal, model);
            return new ModelAndView(view, model.asMap(), HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }

    @GetMapping("/support/{number}")
    String show(@PathVariable String number, Model model) {
        return show(number, null, null, model);
    }

    private String show(String number, @Nullable RequestRefusedException refusal, @Nullable String text, Model model) {
        var caller = callers.require();
        var issue = issues.visible(number, caller);
        model.addAttribute("issue", issue);
        model.addAttribute("conversation", issues.conversation(number));
        model.addAttribute("tasks", tasks.ofIssue(number));
        model.addAttribute("caller", caller);
        model.addAttribute("mine", caller.name().equals(issue.reporter()));
        model.addAttribute("reasons", refusal == null ? List.<Reason>of() : refusal.reasons());
        model.addAttribute("text", text);
        return "issue";
    }

    @PostMapping("/support/{number}/messages")
    Object say(
            @PathVariable String number,
            @RequestParam String text,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            Model model) {
        try {
            issues.answer(visible(number), text, FormFiles.read(files), callers.require());
            return "redirect:/support/" + number;
        } catch (RequestRefusedException refusal) {
            return new ModelAndView(show(number, refusal, text, model), model.asMap(), HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }

    @PostMapping("/support/{number}/withdraw")
    String withdraw(@PathVariable String number) {
        issues.withdraw(visible(number), callers.require());
        return "redirect:/support/" + number;
    }

    @GetMapping("/support/{number}/files/{file}")
    ResponseEntity<byte[]> file(@PathVariable String number, @PathVariable long file) {
        return FormFiles.serve(issues.file(visible(number), file));
    }

    /** What the contract covers, for each case that the caller sees (R133-R146). */
    @GetMapping("/sla")
    String sla(@RequestParam(required = false) @Nullable String upgrade, Model model) {
        var caller = callers.require();
        var cases = cases(upgrade, caller);
        model.addAttribute("cases", cases);
        model.addAttribute(
                "sla",
                cases.stream()
                        .filter(request -> upgrade == null || request.number().equals(upgrade))
                        .findFirst()
                        .map(sla::of)
                        .orElse(null));
        return "sla";
    }

    /** The newest request of each of the caller's newest cases, the one asked for among them. */
    private List<UpgradeRequest> cases(@Nullable String upgrade, Caller caller) {
        Map<String, UpgradeRequest> newest = new LinkedHashMap<>();
        desk.visible(caller).forEach(request -> newest.putIfAbsent(request.number(), request));
        if (upgrade != null) {
            newest.computeIfAbsent(upgrade, number -> desk.visible(number, null, caller));
        }
        return List.copyOf(newest.values());
    }

    private String visible(String number) {
        return issues.visible(number, callers.require()).number();
    }
}
