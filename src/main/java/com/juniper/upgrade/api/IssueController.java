package com.juniper.upgrade.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.support.Category;
import com.juniper.upgrade.support.Concern;
import com.juniper.upgrade.support.Issue;
import com.juniper.upgrade.support.IssueFilter;
import com.juniper.upgrade.support.IssueMessage;
import com.juniper.upgrade.support.IssueState;
import com.juniper.upgrade.support.Issues;
import com.juniper.upgrade.support.ReportIssue;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Issues of upgrades: what a company reported, all of them for staff (R106-R109, R132). Files come with the page. */
@RestController
class IssueController {

    private final Issues issues;
    private final UpgradeDesk desk;
    private final CurrentCaller callers;

    IssueController(Issues issues, UpgradeDesk desk, CurrentCaller callers) {
        this.issues = issues;
        this.desk = desk;
        this.callers = callers;
    }

    /** The caller's issues in pages of 50, as {@code issues} and whether there are {@code more}. */
    @GetMapping("/api/issues")
    Issues.Page all(
            @RequestParam(defaultValue = "true") boolean open,
            @RequestParam(required = false) IssueState.@Nullable Turn turn,
            @RequestParam(required = false) @Nullable String signature,
            @RequestParam(required = false) @Nullable Boolean covered,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(defaultValue = "DUE") IssueFilter.Order order,
            @RequestParam(defaultValue = "1") int page) {
        return issues.page(new IssueFilter(open, turn, signature, covered, text, order, page), callers.require());
    }

    /** An issue, with what was said, oldest first. */
    record IssueView(@JsonUnwrapped Issue issue, List<IssueMessage> messages) {}

    @GetMapping("/api/issues/{number}")
    IssueView find(@PathVariable String number) {
        return view(issues.visible(number, callers.require()));
    }

    private IssueView view(Issue issue) {
        return new IssueView(issue, issues.conversation(issue.number()));
    }

    /**
     * What is reported.
     *
     * @param upgrade the number of the case
     * @param concern null for a standard app
     * @param requestId the request whose database shows it; null for the case's newest
     * @param item the name of an item of its checklist; null for none
     * @param category null for the one that fits the case now
     * @param module a module's technical name; null for none
     */
    record Report(
            @Nullable String upgrade,
            @Nullable UUID requestId,
            @Nullable String item,
            @Nullable Category category,
            @Nullable Concern concern,
            @Nullable String module,
            @Nullable String title,
            @Nullable String text) {}

    /** Reports an issue; whether the contract covers it is in the answer. */
    @PostMapping("/api/issues")
    ResponseEntity<IssueView> report(@RequestBody Report report) {
        var caller = callers.require();
        var upgrade = Objects.requireNonNullElse(report.upgrade(), "");
        var category = Objects.requireNonNullElseGet(
                report.category(), () -> Issues.category(desk.visibleCase(upgrade, caller)));
        var issue = issues.report(
                new ReportIssue(
                        upgrade,
                        report.requestId(),
                        report.item(),
                        category,
                        Objects.requireNonNullElse(report.concern(), Concern.STANDARD),
                        report.module(),
                        Objects.requireNonNullElse(report.title(), ""),
                        Objects.requireNonNullElse(report.text(), ""),
                        List.of()),
                caller);
        return ResponseEntity.created(URI.create("/api/issues/" + issue.number()))
                .body(view(issue));
    }

    /** A message. */
    record Message(@Nullable String text) {}

    /** Adds a message to the conversation. */
    @PostMapping("/api/issues/{number}/messages")
    IssueView say(@PathVariable String number, @RequestBody Message message) {
        var caller = callers.require();
        issues.answer(
                issues.visible(number, caller).number(),
                Objects.requireNonNullElse(message.text(), ""),
                List.of(),
                caller);
        return find(number);
    }

    /** Takes an issue back: who reported it may. */
    @PostMapping("/api/issues/{number}/withdraw")
    IssueView withdraw(@PathVariable String number) {
        var caller = callers.require();
        issues.withdraw(issues.visible(number, caller).number(), caller);
        return find(number);
    }
}
